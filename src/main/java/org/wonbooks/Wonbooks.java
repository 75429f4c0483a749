package org.wonbooks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Wonbooks. */
@SpringBootApplication
public class Wonbooks {

    public static void main(String[] args) {
        SpringApplication.run(Wonbooks.class, args);
    }
}
