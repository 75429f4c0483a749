package org.wonbooks.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.wonbooks.configuration.ProxySettings;

/** Where a request comes from. A trusted proxy is believed whom it forwards for; nobody else is. */
@Component
public class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** An address and no name, which would be looked up. */
    private static final Pattern ADDRESS = Pattern.compile(
            "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)|[0-9a-fA-F]{0,4}(:[0-9a-fA-F.]{0,15}){2,7}");

    private final List<IpAddressMatcher> proxies;

    public ClientAddress(ProxySettings settings) {
        proxies = settings.trustedProxies().stream().map(IpAddressMatcher::new).toList();
    }

    /** The address at the other end, or the last one that a trusted proxy names and that is none itself. */
    public String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!isTrusted(address)) {
            return address;
        }
        String[] forwarded = String.join(",", Collections.list(request.getHeaders(FORWARDED_FOR)))
                .split(",");
        // From the right: what stands further left is what the one before said of itself.
        for (int i = forwarded.length - 1; i >= 0 && isTrusted(address); i--) {
            String before = withoutPort(forwarded[i].strip());
            if (!ADDRESS.matcher(before).matches()) {
                return address;
            }
            address = before;
        }
        return address;
    }

    /** Some proxies name the port too: 203.0.113.5:51234, [2001:db8::1]:443. */
    private static String withoutPort(String forwarded) {
        return forwarded.replaceFirst("^\\[(.*)](:\\d{1,5})?$", "$1").replaceFirst("^([\\d.]+):\\d{1,5}$", "$1");
    }

    /** Of the request that is served on this thread; null: none is, as for what is done over JMX. */
    String ofThisRequest() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes served
                ? of(served.getRequest())
                : null;
    }

    private boolean isTrusted(String address) {
        try {
            return proxies.stream().anyMatch(proxy -> proxy.matches(address));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
