/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.net.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.osgi.service.component.annotations.Component;

/**
 * Opens ports over TCP. {@code tcp:host:port} connects within 10 s. {@code tcp-listen:host:port} is for the side of the module: it binds,
 * and serves one client after the other; port 0 takes a free one, which {@link Port#address()} then tells. An IPv6 address stands in
 * brackets.
 */
@Component(service = PortProvider.class)
public final class TcpPorts implements PortProvider {

    private static final int CONNECT_MILLIS = 10_000;

    /**
     * As much as a serial line and its driver would hold. The kernel's own choice parks megabytes, which count as sent long before a slow
     * module has them: deadlines pass, and an escape comes far behind its silence.
     */
    private static final int BUFFER = 16 * 1024;

    private static final Duration LONGEST = Duration.ofDays(10_000);
    private static final String CONNECT = "tcp"; //$NON-NLS-1$
    private static final String LISTEN = "tcp-listen"; //$NON-NLS-1$

    @Override
    public Set<String> schemes() {
        return Set.of(CONNECT, LISTEN);
    }

    @Override
    public Port open(PortAddress address) throws PortException {
        Endpoint endpoint = Endpoint.of(address);
        return address.scheme().equals(CONNECT) ? connect(address, endpoint) : listen(address, endpoint);
    }

    private static Port connect(PortAddress address, Endpoint endpoint) throws PortException {
        SocketChannel channel = null;
        try {
            InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            channel.socket().connect(peer, CONNECT_MILLIS);
            return new TcpPort(address, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw refused(address, e);
        }
    }

    private static Port listen(PortAddress address, Endpoint endpoint) throws PortException {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()), 1);
            PortAddress bound = new PortAddress(LISTEN, endpoint.withPort(channel.socket().getLocalPort()).toString(), address.options());
            return new ListeningPort(bound, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw refused(address, e);
        }
    }

    private static PortException refused(PortAddress address, IOException e) {
        if (e instanceof UnknownHostException) {
            return new PortException(PortException.Kind.MISSING, address.toString(), "unknown host " + e.getMessage()); //$NON-NLS-1$
        }
        if (e instanceof java.net.BindException) {
            return new PortException(PortException.Kind.IN_USE, address.toString(), e.getMessage());
        }
        return new PortException(PortException.Kind.REFUSED, address.toString(), e.getMessage());
    }

    /** Of any length, without overflow when it is added to a reading of the clock. */
    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : duration.toNanos();
    }

    static void closeQuietly(AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            // there is nothing more to lose
        }
    }

    /** TCP ports cannot be listed. */
    @Override
    public List<PortDescription> list() {
        return List.of();
    }

    /** Host and port of an address. */
    private record Endpoint(String host, int port) {

        static Endpoint of(PortAddress address) throws PortException {
            String name = address.name();
            int colon = name.lastIndexOf(':');
            try {
                int port = Integer.parseInt(name.substring(colon + 1));
                String host = colon < 0 ? "" : name.substring(0, colon); //$NON-NLS-1$
                boolean bracketed = host.startsWith("[") && host.endsWith("]"); //$NON-NLS-1$ //$NON-NLS-2$
                boolean listens = address.scheme().equals(LISTEN);
                if (!host.isEmpty() && (bracketed || host.indexOf(':') < 0) && port >= (listens ? 0 : 1) && port <= 65535
                        && address.options().equals(Map.of())) {
                    return new Endpoint(bracketed ? host.substring(1, host.length() - 1) : host, port);
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new PortException(PortException.Kind.ADDRESS, address.toString(), "expected " + address.scheme() + ":HOST:PORT"); //$NON-NLS-1$ //$NON-NLS-2$
        }

        Endpoint withPort(int other) {
            return new Endpoint(host, other);
        }

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        }
    }
}
