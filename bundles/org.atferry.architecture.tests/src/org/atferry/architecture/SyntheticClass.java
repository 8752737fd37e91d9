/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Class files made for a test: a constant pool with {@code long} numbers, which take two entries, and one reference. */
final class SyntheticClass {

    private static final int JAVA_17 = 61;

    private SyntheticClass() {
    }

    /** A class that names another one, as a call or a {@code new} does. */
    static byte[] naming(String internalName) throws IOException {
        return classFile(internalName, true);
    }

    /** A class that has a descriptor, as the declaration of a method does. */
    static byte[] withDescriptor(String descriptor) throws IOException {
        return classFile(descriptor, false);
    }

    private static byte[] classFile(String text, boolean asClass) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(JAVA_17);
            out.writeShort(asClass ? 5 : 4);
            out.writeByte(5);
            out.writeLong(42);
            out.writeByte(1);
            out.writeUTF(text);
            if (asClass) {
                out.writeByte(7);
                out.writeShort(3);
            }
        }
        return bytes.toByteArray();
    }
}
