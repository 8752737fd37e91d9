/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.PacedPort;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.Ports;
import org.atferry.at.serial.internal.SerialPorts;
import org.atferry.at.trace.TraceListener;
import org.atferry.command.QftpFileSystemProvider;
import org.atferry.emulator.ModuleSettings;
import org.atferry.emulator.SoftwareModule;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.Verify;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;

/**
 * How much of the line a push and a pull use. Host and software module talk over a pseudo-terminal pair, through jSerialComm on both ends;
 * the module does its FTP against the embedded server. Started by {@code releng/bench/run}, which says what is measured and how.
 */
public final class LineBench {

    private static final int BAUD = 921_600;
    private static final double LINE = BAUD / 10.0;
    private static final int PACED_BYTES = 1 << 20;
    private static final int FREE_BYTES = 64 << 20;

    private static final TransferOptions SIZE = TransferOptions.defaults().withVerify(Verify.SIZE).withResume(false);

    private final String first;
    private final String second;
    private final Path folder;
    private final Ports ports = new Ports(List.of(new SerialPorts()));

    private LineBench(String first, String second, Path folder) {
        this.first = first;
        this.second = second;
        this.folder = folder;
    }

    /** Arguments: the two ends of the pair, a folder to work in, the number of rounds. */
    public static void main(String[] arguments) throws Exception {
        LineBench bench = new LineBench(arguments[0], arguments[1], Path.of(arguments[2]));
        int rounds = Integer.parseInt(arguments[3]);
        bench.paced(rounds);
        bench.free(rounds);
        System.exit(0);
    }

    /** Seconds from the start of the command sequence to its end, and from the first data byte to the last. */
    private record Run(double whole, double data) {
    }

    /** Line and module at the paced rate: how much of the line is used. */
    private void paced(int rounds) throws Exception {
        Path source = random("paced.bin", PACED_BYTES);
        double best = PACED_BYTES / LINE;
        List<Run> pushes = new ArrayList<>();
        List<Run> pulls = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            pushes.add(run(OptionalInt.of(BAUD), PACED_BYTES, (fs, server) -> new SafeTransfer(SIZE, System::nanoTime)
                    .push(fs, source, "paced.bin", Monitor.none())));
            pulls.add(run(OptionalInt.of(BAUD), PACED_BYTES, (fs, server) -> new SafeTransfer(SIZE, System::nanoTime)
                    .pull(fs, "paced.bin", folder.resolve("back.bin"), Monitor.none())));
            check(source, folder.resolve("back.bin"));
        }
        System.out.printf(Locale.ROOT, "1 MiB at %d baud 8N1 takes %.2f s at best; shares of that, median of %d%n", BAUD, best, rounds);
        report("push", pushes, best);
        report("pull", pulls, best);
    }

    private static void report(String what, List<Run> runs, double best) {
        double data = best / median(runs.stream().mapToDouble(Run::data).toArray());
        double whole = best / median(runs.stream().mapToDouble(Run::whole).toArray());
        System.out.printf(Locale.ROOT, "  %s  first to last data byte %.1f %%   whole sequence, verified by size %.1f %%%n", what, 100 * data,
                100 * whole);
    }

    /** The pair unpaced: our whole way beside what jSerialComm alone moves through the same pair, turn by turn. */
    private void free(int rounds) throws Exception {
        Path source = random("free.bin", FREE_BYTES);
        double[] raw = new double[rounds];
        double[] push = new double[rounds];
        double[] pull = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            raw[round] = RawPair.megabytesPerSecond(first, second, FREE_BYTES);
            push[round] = FREE_BYTES / 1e6 / run(OptionalInt.empty(), FREE_BYTES, (fs, server) -> new SafeTransfer(SIZE, System::nanoTime)
                    .push(fs, source, "free.bin", Monitor.none())).data();
            pull[round] = FREE_BYTES / 1e6 / run(OptionalInt.empty(), FREE_BYTES, (fs, server) -> new SafeTransfer(SIZE, System::nanoTime)
                    .pull(fs, "free.bin", folder.resolve("back.bin"), Monitor.none())).data();
            check(source, folder.resolve("back.bin"));
        }
        System.out.printf(Locale.ROOT, "64 MiB through the pair, unpaced; MB/s, median of %d%n", rounds);
        System.out.printf(Locale.ROOT, "  jSerialComm alone %.0f   push %.0f (%.0f %%)   pull %.0f (%.0f %%)%n", median(raw), median(push),
                100 * ratio(push, raw), median(pull), 100 * ratio(pull, raw));
    }

    private interface Work {
        void with(RemoteFileSystem fs, EmbeddedServer server) throws Exception;
    }

    private Run run(OptionalInt baud, long length, Work work) throws Exception {
        Path root = Files.createDirectories(folder.resolve("server"));
        Secret password = Secret.of("bench");
        Port serial = ports.open(PortAddress.parse("serial:" + first));
        Meter meter = new Meter(baud.isPresent() ? new PacedPort(serial, baud.getAsInt()) : serial, length);
        try (EmbeddedServer server = EmbeddedServer.start(new ServerSettings(root, java.net.InetAddress.getLoopbackAddress(), 0, "bench",
                password, true));
                SoftwareModule module = new SoftwareModule(meter, ModuleSettings.qftp(), TraceListener.NONE, FtpWireListener.none())) {
            module.start();
            ServerUrl url = ServerUrl.parse("ftp://bench@127.0.0.1:" + server.port() + "/");
            long start = System.nanoTime();
            try (RemoteFileSystem fs = new QftpFileSystemProvider(ports, TraceListener.NONE)
                    .open(ConnectionSpec.through("serial:" + second, Dialect.QFTP, url), password, Monitor.none())) {
                work.with(fs, server);
                return new Run((System.nanoTime() - start) / 1e9, meter.dataSeconds());
            }
        }
    }

    private Path random(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    private static void check(Path sent, Path received) throws IOException {
        if (Files.mismatch(sent, received) >= 0) {
            throw new AssertionError("what was pulled differs from what was pushed");
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double ratio(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
        return median(ratios);
    }

    /** Watches the module's end of the line: the bytes that follow {@code CONNECT} are the data, whichever way they go. */
    private static final class Meter implements Port {
        private static final byte[] CONNECT = "CONNECT\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        private final Port inner;
        private final long length;
        private volatile boolean connected;
        private long count;
        private long begun;
        private long uncounted;
        private volatile long ended;

        Meter(Port inner, long length) {
            this.inner = inner;
            this.length = length;
        }

        @Override
        public PortAddress address() {
            return inner.address();
        }

        @Override
        public int read(byte[] buffer, int offset, int size, Duration timeout) throws PortException {
            int got = inner.read(buffer, offset, size, timeout);
            long now = System.nanoTime();
            if (got > 0) {
                passed(got, now, now);
            }
            return got;
        }

        @Override
        public void write(byte[] buffer, int offset, int size, Duration timeout) throws PortException {
            long before = System.nanoTime();
            inner.write(buffer, offset, size, timeout);
            if (connected) {
                passed(size, before, System.nanoTime());
            } else if (new String(buffer, offset, Math.min(size, 64), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains(new String(CONNECT, java.nio.charset.StandardCharsets.US_ASCII))) {
                connected = true;
            }
        }

        private synchronized void passed(int size, long from, long to) {
            if (connected && ended == 0) {
                if (count == 0) {
                    begun = from;
                    // A block that was read was on the line before it came; one that is written is not yet
                    uncounted = from == to ? size : 0;
                }
                count += size;
                ended = count >= length ? to : 0;
            }
        }

        /** Seconds for all data bytes, at the rate of those between the first block and the last byte. */
        synchronized double dataSeconds() {
            return (ended - begun) / 1e9 * length / (length - uncounted);
        }

        @Override
        public void drain(Duration timeout) throws PortException {
            inner.drain(timeout);
        }

        @Override
        public Optional<ModemLines> modemLines() {
            return inner.modemLines();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** jSerialComm alone: one thread writes, one reads, 64 KiB at a time. */
    private static final class RawPair {

        static double megabytesPerSecond(String first, String second, int bytes) throws Exception {
            com.fazecast.jSerialComm.SerialPort from = open(second);
            com.fazecast.jSerialComm.SerialPort to = open(first);
            try {
                byte[] block = new byte[1 << 16];
                new Random(1).nextBytes(block);
                Thread writer = new Thread(() -> {
                    for (int sent = 0; sent < bytes; sent += block.length) {
                        from.writeBytes(block, block.length);
                    }
                });
                long start = System.nanoTime();
                writer.start();
                byte[] buffer = new byte[1 << 16];
                for (int received = 0; received < bytes;) {
                    received += Math.max(0, to.readBytes(buffer, buffer.length));
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                writer.join(TimeUnit.SECONDS.toMillis(10));
                return bytes / 1e6 / seconds;
            } finally {
                from.closePort();
                to.closePort();
            }
        }

        private static com.fazecast.jSerialComm.SerialPort open(String name) throws IOException {
            com.fazecast.jSerialComm.SerialPort port = com.fazecast.jSerialComm.SerialPort.getCommPort(Path.of(name).toRealPath().toString());
            port.setComPortTimeouts(com.fazecast.jSerialComm.SerialPort.TIMEOUT_READ_SEMI_BLOCKING
                    | com.fazecast.jSerialComm.SerialPort.TIMEOUT_WRITE_BLOCKING, 1000, 0);
            if (!port.openPort()) {
                throw new IOException("cannot open " + name);
            }
            return port;
        }
    }
}
