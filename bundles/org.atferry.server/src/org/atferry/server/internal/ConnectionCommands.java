/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.server.ServerSettings;
import org.atferry.server.internal.Commands.Command;

/** Commands that prepare a data connection (RFC 959 section 4.1.2, RFC 2428), and the one that ends it. */
final class ConnectionCommands {

    private static final Pattern SIX = Pattern.compile("(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3})");
    private static final Pattern EXTENDED = Pattern.compile("([!-~])([12])\\1([0-9a-fA-F:.]+)\\1(\\d{1,5})\\1");
    private static final int BEGIN_OF_USER_PORTS = 1024;

    private final ServerSettings settings;

    ConnectionCommands(ServerSettings settings) {
        this.settings = settings;
    }

    void addTo(Map<String, Command> commands) {
        commands.put("PASV", (session, argument) -> passive(session));
        commands.put("EPSV", ConnectionCommands::extendedPassive);
        commands.put("PORT", ConnectionCommands::active);
        commands.put("EPRT", ConnectionCommands::extendedActive);
        commands.put("ABOR", (session, argument) -> {
            session.data().close();
            session.reply(226, "Nothing to abort any more.");
        });
    }

    private void passive(ControlSession session) throws Refused {
        InetAddress told = settings.passive().announced().<InetAddress>map(address -> address).orElse(session.here());
        if (!(told instanceof Inet4Address)) {
            throw new Refused(425, "Can't open passive connection over IPv6: send EPSV.");
        }
        int port = listen(session);
        String numbers = told.getHostAddress().replace('.', ',') + "," + (port >> 8) + "," + (port & 0xFF);
        session.reply(227, "Entering Passive Mode (" + numbers + ")");
    }

    private static void extendedPassive(ControlSession session, String argument) throws Refused {
        String own = session.here() instanceof Inet4Address ? "1" : "2";
        if (argument.equalsIgnoreCase("ALL")) {
            session.reply(200, "Only EPSV from now on, as you like.");
            return;
        }
        if (!argument.isEmpty() && !argument.equals(own)) {
            throw new Refused(522, "Network protocol not supported, use (" + own + ")");
        }
        session.reply(229, "Entering Extended Passive Mode (|||" + listen(session) + "|)");
    }

    private static int listen(ControlSession session) throws Refused {
        try {
            return session.data().listen(session.here());
        } catch (IOException e) {
            throw new Refused(425, "Can't open passive connection: no free port.");
        }
    }

    private static void active(ControlSession session, String argument) throws Refused {
        Matcher matcher = SIX.matcher(argument.strip());
        if (!matcher.matches()) {
            throw Refused.syntax();
        }
        byte[] numbers = new byte[6];
        for (int i = 0; i < 6; i++) {
            int number = Integer.parseInt(matcher.group(i + 1));
            if (number > 255) {
                throw Refused.syntax();
            }
            numbers[i] = (byte) number;
        }
        int port = (numbers[4] & 0xFF) << 8 | numbers[5] & 0xFF;
        connectTo(session, address(matcher.replaceFirst("$1.$2.$3.$4")), port);
        session.reply(200, "PORT command successful.");
    }

    private static void extendedActive(ControlSession session, String argument) throws Refused {
        Matcher matcher = EXTENDED.matcher(argument.strip());
        if (!matcher.matches()) {
            throw Refused.syntax();
        }
        connectTo(session, address(matcher.group(3)), Integer.parseInt(matcher.group(4)));
        session.reply(200, "EPRT command successful.");
    }

    private static InetAddress address(String literal) throws Refused {
        try {
            return ConfigurationValues.address(literal);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw Refused.syntax();
        }
    }

    /** Only back to the client, and not to the ports of services. */
    private static void connectTo(ControlSession session, InetAddress address, int port) throws Refused {
        if (!address.equals(session.client())) {
            throw new Refused(501, "Only to your own address: " + session.client().getHostAddress());
        }
        if (port < BEGIN_OF_USER_PORTS || port > 65535) {
            throw new Refused(501, "Not a port for data: " + port);
        }
        session.data().connectTo(new InetSocketAddress(address, port));
    }
}
