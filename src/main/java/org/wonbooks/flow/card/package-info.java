/**
 * What a deal's card in Kommo shows of its invoice and its money: fields, stage and notes. Learns from the books what
 * is to be told, and decides nothing.
 */
package org.wonbooks.flow.card;
