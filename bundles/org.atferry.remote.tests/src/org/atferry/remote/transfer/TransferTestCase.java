/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A folder that stands for a server, and a folder of this machine. */
abstract class TransferTestCase {

    static final byte[] OLD = bytes(1, 2345);
    static final byte[] NEW = bytes(2, 5432);

    @TempDir
    Path folder;
    Path server;
    Path local;
    FolderFileSystem fs;
    final Recorder recorder = new Recorder();

    @BeforeEach
    void makeFolders() throws IOException {
        server = Files.createDirectory(folder.resolve("server"));
        local = Files.createDirectory(folder.resolve("local"));
        fs = new FolderFileSystem(server);
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] beginning(byte[] bytes, int length) {
        return java.util.Arrays.copyOf(bytes, length);
    }

    static Sha256 hash(byte[] bytes) {
        var digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.of(digest);
    }

    static String part(String name, byte[] content) {
        return name + "." + hash(content).prefix() + ".part";
    }

    Path localFile(String name, byte[] content) throws IOException {
        return Files.write(local.resolve(name), content);
    }

    Path serverFile(String name, byte[] content) throws IOException {
        return Files.write(server.resolve(name), content);
    }

    static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SafeTransfer transfer(TransferOptions options) {
        return new SafeTransfer(options, System::nanoTime);
    }

    static SafeTransfer transfer() {
        return transfer(TransferOptions.defaults());
    }

    static SafeTransfer verifyingContent() {
        return transfer(TransferOptions.defaults().withVerify(Verify.CONTENT));
    }

    static Failure failure(Executable executable) {
        return assertThrows(Failure.class, executable);
    }
}
