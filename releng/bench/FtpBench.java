/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.atferry.ftp.FtpFileSystemProvider;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TreeResult;
import org.atferry.remote.transfer.TreeTransfer;
import org.atferry.remote.transfer.Verify;

/**
 * The FTP engine beside curl and lftp, against the same vsftpd, turn by turn. Started by {@code releng/bench/run ftp}, which says what is
 * measured and how. The first round warms up and does not count; of the others the median of the ratios is told, with the lowest and the
 * highest. Ratios are those of throughput: above 1 AT Ferry is faster.
 */
public final class FtpBench {

    private static final int FILES = 1000;
    private static final int FILE_BYTES = 4096;
    private static final int JOBS = 8;
    private static final int ENTRIES = 100_000;
    /** So many cores may be busy with something else on the average; more, and the figures mean nothing. */
    private static final double FOREIGN_CORES = 0.2;

    private final Properties settings;
    private final Path root;
    private final Path work;
    private final int rounds;
    private final long bulk;

    /** How a server is spoken to, on both sides. */
    private record Way(String name, ServerUrl url, ServerAccess access, List<String> curl) {
    }

    @FunctionalInterface
    private interface Run {
        void go() throws Exception;
    }

    private FtpBench(Properties settings) {
        this.settings = settings;
        this.root = Path.of(settings.getProperty("root"));
        this.work = Path.of(settings.getProperty("work"));
        this.rounds = Integer.parseInt(settings.getProperty("rounds", "7"));
        this.bulk = Long.parseLong(settings.getProperty("bytes", Long.toString(1L << 30)));
    }

    /** Arguments: what to measure (bulk, files, tls, listing), then settings as {@code name=value}. */
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.setProperty(parts[0], parts.length == 2 ? parts[1] : "");
        }
        FtpBench bench = new FtpBench(settings);
        CpuShare cpu = new CpuShare(Long.parseLong(settings.getProperty("server")));
        switch (arguments[0]) {
            case "bulk" -> bench.bulk(bench.plain(), "");
            case "files" -> bench.files();
            case "tls" -> bench.tls();
            case "listing" -> bench.listing();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        double foreign = cpu.foreignCores();
        boolean starved = foreign > FOREIGN_CORES;
        System.out.printf(Locale.ROOT, "%s: something else used %.2f cores%s%n", arguments[0], foreign,
                starved ? " - NOT A QUIET MACHINE" : "");
        System.exit(starved && settings.getProperty("busy") == null ? 1 : 0);
    }

    private Way plain() {
        return new Way("FTP", url(ServerUrl.Security.PLAIN), ServerAccess.defaults(), List.of());
    }

    private Way tls(TlsSettings.Version version) {
        Path certificate = Path.of(settings.getProperty("certificate"));
        TlsSettings tls = TlsSettings.defaults().withAuthorities(certificate).withVersions(Set.of(version));
        List<String> curl = new ArrayList<>(List.of("--ssl-reqd", "--cacert", certificate.toString()));
        curl.addAll(version == TlsSettings.Version.TLS_1_2 ? List.of("--tlsv1.2", "--tls-max", "1.2") : List.of("--tlsv1.3"));
        return new Way("FTPS " + version.protocol(), url(ServerUrl.Security.EXPLICIT_TLS), ServerAccess.defaults().withTls(tls), curl);
    }

    private ServerUrl url(ServerUrl.Security security) {
        return new ServerUrl(security, "anonymous", "127.0.0.1", Integer.parseInt(settings.getProperty("port")), "");
    }

    private RemoteFileSystem open(Way way) throws Failure {
        return new FtpFileSystemProvider().open(ConnectionSpec.direct(way.url()).withAccess(way.access()),
                Secret.of(settings.getProperty("password")), Monitor.none());
    }

    private static TransferOptions options(Verify verify) {
        return TransferOptions.defaults().withVerify(verify).withResume(false);
    }

    /** One large file, both ways: the file system alone, the safe transfer with either proof, and curl. */
    private void bulk(Way way, String note) throws Exception {
        Path source = random(work.resolve("bulk.bin"), bulk);
        Path target = work.resolve("down.bin");
        Files.copy(source, root.resolve("bulk.bin"));
        Map<String, Run> down = new LinkedHashMap<>();
        down.put("curl -o", () -> curl(way, "-o", target.toString(), curlUrl(way, "bulk.bin")));
        down.put("engine get + SIZE", () -> get(way, "files/bulk.bin", target));
        for (Verify verify : Verify.values()) {
            down.put("safe pull --verify " + verify.name().toLowerCase(Locale.ROOT), () -> {
                try (RemoteFileSystem fs = open(way)) {
                    new SafeTransfer(options(verify), System::nanoTime).pull(fs, "files/bulk.bin", target, Monitor.none());
                }
            });
        }
        compare(way.name() + " download" + note, bulk / 1e6, "MB/s", down, () -> checkAndDelete(source, target));
        Files.delete(root.resolve("bulk.bin"));
        Map<String, Run> up = new LinkedHashMap<>();
        up.put("curl -T", () -> curl(way, "-T", source.toString(), curlUrl(way, "up.bin")));
        up.put("engine put + SIZE", () -> put(way, source, "files/up.bin"));
        for (Verify verify : Verify.values()) {
            up.put("safe push --verify " + verify.name().toLowerCase(Locale.ROOT), () -> {
                try (RemoteFileSystem fs = open(way)) {
                    new SafeTransfer(options(verify), System::nanoTime).push(fs, source, "files/up.bin", Monitor.none());
                }
            });
        }
        compare(way.name() + " upload" + note, bulk / 1e6, "MB/s", up, () -> checkAndDelete(source, root.resolve("up.bin")));
        Files.delete(source);
    }

    private void get(Way way, String path, Path target) throws Exception {
        try (RemoteFileSystem fs = open(way); OutputStream out = Files.newOutputStream(target)) {
            long size = fs.stat(path, Monitor.none()).orElseThrow().size().orElseThrow();
            fs.get(path, out, 0, size, Monitor.none());
        }
    }

    private void put(Way way, Path source, String path) throws Exception {
        try (RemoteFileSystem fs = open(way); InputStream in = Files.newInputStream(source)) {
            fs.put(path, in, 0, bulk, Monitor.none());
            if (fs.stat(path, Monitor.none()).orElseThrow().size().orElseThrow() != bulk) {
                throw new AssertionError("the size differs");
            }
        }
    }

    /** Many small files, both ways, beside lftp with as many sessions. */
    private void files() throws Exception {
        Path source = Files.createDirectories(work.resolve("small"));
        Path served = Files.createDirectories(root.resolve("small"));
        for (int i = 0; i < FILES; i++) {
            Path file = random(source.resolve("file-" + i + ".bin"), FILE_BYTES);
            Files.copy(file, served.resolve(file.getFileName()));
        }
        Path target = work.resolve("down");
        Map<String, Run> down = new LinkedHashMap<>();
        down.put("lftp mirror", () -> lftp("mirror --parallel=" + JOBS + " files/small " + target));
        down.put("pull -r", () -> complete(tree(plain()).pull("files/small", target, Monitor.none())));
        compare("download of " + FILES + " files of 4 KiB, " + JOBS + " sessions", FILES, "files/s", down, () -> countAndDelete(target));
        Path up = root.resolve("up");
        Map<String, Run> both = new LinkedHashMap<>();
        both.put("lftp mirror -R", () -> lftp("mirror -R --parallel=" + JOBS + " " + source + " files/up/small"));
        both.put("push", () -> complete(tree(plain()).push(List.of(source), "files/up", Monitor.none())));
        compare("upload of " + FILES + " files of 4 KiB, " + JOBS + " sessions", FILES, "files/s", both, () -> countAndDelete(up));
    }

    private TreeTransfer tree(Way way) {
        return new TreeTransfer(options(Verify.SIZE), JOBS, monitor -> open(way), System::nanoTime);
    }

    private static void complete(TreeResult result) {
        if (!result.complete() || result.files() != FILES) {
            throw new AssertionError(result.toString());
        }
    }

    /** One large file with TLS of either version; and many small ones on a server that takes no data connection without resumption. */
    private void tls() throws Exception {
        for (TlsSettings.Version version : List.of(TlsSettings.Version.TLS_1_3, TlsSettings.Version.TLS_1_2)) {
            bulk(tls(version), "");
            resumed(tls(version));
        }
    }

    private void resumed(Way way) throws Exception {
        Path content = random(work.resolve("one.bin"), FILE_BYTES);
        Files.copy(content, root.resolve("one.bin"));
        int count = 100;
        long start = System.nanoTime();
        try (RemoteFileSystem fs = open(way)) {
            for (int i = 0; i < count; i++) {
                fs.get("files/one.bin", OutputStream.nullOutputStream(), 0, FILE_BYTES, Monitor.none());
                try (InputStream in = Files.newInputStream(content)) {
                    fs.put("files/two.bin", in, 0, FILE_BYTES, Monitor.none());
                }
            }
        }
        double each = (System.nanoTime() - start) / 1e6 / (2 * count);
        System.out.printf(Locale.ROOT, "%s: %d downloads and %d uploads of 4 KiB in one session, %.1f ms each, %d of %d data connections "
                + "resumed (the server refuses others)%n", way.name(), count, count, each, 2 * count, 2 * count);
        Files.delete(root.resolve("one.bin"));
        Files.delete(root.resolve("two.bin"));
    }

    /** A long listing; this Java has 64 MiB of heap. */
    private void listing() throws Exception {
        Path many = Files.createDirectories(root.resolve("many"));
        for (int i = 0; i < ENTRIES; i++) {
            Files.createFile(many.resolve(String.format(Locale.ROOT, "firmware-image-%06d.bin", i)));
        }
        Way way = plain();
        Map<String, Run> runs = new LinkedHashMap<>();
        runs.put("curl", () -> curl(way, "-o", work.resolve("listing.txt").toString(), curlUrl(way, "many/")));
        runs.put("engine list", () -> {
            AtomicInteger count = new AtomicInteger();
            try (RemoteFileSystem fs = open(way)) {
                fs.list("files/many", entry -> count.incrementAndGet(), Monitor.none());
            }
            if (count.get() != ENTRIES) {
                throw new AssertionError(count + " entries");
            }
        });
        compare("listing of " + ENTRIES + " entries", ENTRIES, "entries/s", runs, () -> { });
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
        System.out.printf(Locale.ROOT, "highest use of heap %.1f MiB, of %.0f MiB that it may have%n", peak / 1048576.0,
                Runtime.getRuntime().maxMemory() / 1048576.0);
    }

    /** Runs all of them turn by turn; the first is the yardstick. */
    private void compare(String title, double amount, String unit, Map<String, Run> runs, Run afterEach) throws Exception {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        Map<String, double[]> processor = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Run> run : runs.entrySet()) {
                int slot = Math.max(0, round - 1);
                double used = CpuShare.seconds("self");
                long start = System.nanoTime();
                run.getValue().go();
                seconds.computeIfAbsent(run.getKey(), name -> new double[rounds - 1])[slot] = (System.nanoTime() - start) / 1e9;
                processor.computeIfAbsent(run.getKey(), name -> new double[rounds - 1])[slot] = CpuShare.seconds("self") - used;
                afterEach.go();
            }
        }
        double[] yardstick = seconds.values().iterator().next();
        System.out.printf(Locale.ROOT, "%n%s; median of %d rounds after the first%n", title, rounds - 1);
        seconds.forEach((name, taken) -> {
            double[] ratios = new double[taken.length];
            Arrays.setAll(ratios, i -> yardstick[i] / taken[i]);
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "  %-27s %8.0f %s   ratio %.2f (%.2f to %.2f)   %.2f s of processor%n", name,
                    amount / median(taken), unit,
                    median(ratios), ratios[0], ratios[ratios.length - 1], median(processor.get(name)));
        });
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private String curlUrl(Way way, String path) {
        return "ftp://127.0.0.1:" + way.url().port() + "/files/" + path;
    }

    private void curl(Way way, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-u", "anonymous:" + settings.getProperty("password")));
        command.addAll(way.curl());
        command.addAll(List.of(more));
        run(command);
    }

    private void lftp(String command) throws Exception {
        run(List.of("lftp", "--norc", "-c", "set ftp:ssl-allow no; set cmd:fail-exit yes; open -u anonymous,"
                + settings.getProperty("password") + " ftp://127.0.0.1:" + settings.getProperty("port") + "; " + command));
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " ended with " + process.exitValue());
        }
    }

    private static Path random(Path file, long length) throws IOException {
        Random random = new Random(length);
        byte[] piece = new byte[(int) Math.min(1 << 20, length)];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long done = 0; done < length; done += piece.length) {
                random.nextBytes(piece);
                out.write(piece, 0, (int) Math.min(piece.length, length - done));
            }
        }
        return file;
    }

    private static void checkAndDelete(Path sent, Path received) throws IOException {
        if (Files.size(received) != Files.size(sent)) {
            throw new AssertionError("another size arrived");
        }
        Files.delete(received);
    }

    private static void countAndDelete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        long count = 0;
        for (Path file : all) {
            count += Files.isRegularFile(file) && Files.size(file) == FILE_BYTES ? 1 : 0;
            Files.delete(file);
        }
        if (count != FILES) {
            throw new AssertionError(count + " files arrived");
        }
    }

    /** How much of the processors goes to others than this process, its children, and the server with its children. */
    private static final class CpuShare {
        private static final double TICK = 0.01;
        private final long server;
        private final long begun = System.nanoTime();
        private final double busy;
        private final double ours;

        CpuShare(long server) throws IOException {
            this.server = server;
            this.busy = busy();
            this.ours = ours();
        }

        double foreignCores() throws IOException {
            return Math.max(0, busy() - busy - (ours() - ours)) / ((System.nanoTime() - begun) / 1e9);
        }

        private double ours() throws IOException {
            return seconds("self") + seconds(Long.toString(server));
        }

        /** Seconds of all processors, less those idle or waiting for a disk. */
        private static double busy() throws IOException {
            String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
            double sum = 0;
            for (int i = 1; i <= 8 && i < fields.length; i++) {
                sum += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
            }
            return sum * TICK;
        }

        /** Seconds of a process and of its children that have ended. */
        private static double seconds(String process) throws IOException {
            String line = Files.readString(Path.of("/proc", process, "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            double sum = 0;
            for (int i = 11; i <= 14; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return sum * TICK;
        }
    }
}
