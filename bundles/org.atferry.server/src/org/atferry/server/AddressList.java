/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.atferry.server.internal.ConfigurationValues;

/**
 * Addresses of clients: single ones and networks.
 *
 * @param networks those on the list; an empty list has everybody on it
 */
public record AddressList(List<Network> networks) {

    /**
     * A network, or one address.
     *
     * @param address an address of it
     * @param bits how many bits of the address count, 0-32 or 0-128
     */
    public record Network(InetAddress address, int bits) {

        /** Checks the range. */
        public Network {
            Objects.requireNonNull(address);
            if (bits < 0 || bits > address.getAddress().length * 8) {
                throw new IllegalArgumentException("bits out of range: " + bits);
            }
        }

        /** Whether an address is in it. */
        boolean contains(InetAddress candidate) {
            byte[] wanted = address.getAddress();
            byte[] got = candidate.getAddress();
            if (wanted.length != got.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((wanted[bit / 8] & mask) != (got[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return address.getHostAddress() + "/" + bits;
        }
    }

    /** Copies the list. */
    public AddressList {
        networks = List.copyOf(networks);
    }

    /** The list with everybody on it. */
    public static AddressList everybody() {
        return new AddressList(List.of());
    }

    /**
     * Reads addresses ({@code 10.0.0.7}, {@code fe80::1}) and networks ({@code 192.168.0.0/16}), separated by commas or spaces.
     *
     * @throws IllegalArgumentException for a word that is neither, naming it
     */
    public static AddressList parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String word : text.strip().split("[,\\s]+")) {
            networks.add(network(word));
        }
        return new AddressList(networks);
    }

    private static Network network(String word) {
        int slash = word.indexOf('/');
        String literal = slash < 0 ? word : word.substring(0, slash);
        try {
            InetAddress address = ConfigurationValues.address(literal);
            return new Network(address, slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(word.substring(slash + 1)));
        } catch (UnknownHostException | IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException("not an address or network: " + word);
    }

    /** Whether an address is on the list. */
    public boolean contains(InetAddress address) {
        return networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address));
    }
}
