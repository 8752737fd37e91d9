/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages that a compiled class refers to, read from its constant pool (Java Virtual Machine Specification, section 4.4): from the
 * classes it names, and from all descriptors and signatures, those of annotations included.
 */
final class ClassReferences {

    private static final int MAGIC = 0xCAFEBABE;
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([A-Za-z_$][\\w$]*(?:/[\\w$]+)+)[;<]");

    private ClassReferences() {
    }

    /**
     * Reads a class.
     *
     * @param classFile the bytes of the class file
     * @return names of packages, with dots
     * @throws IOException if these are not the bytes of a class file
     */
    static Set<String> packages(byte[] classFile) throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String text : texts(classFile, packages)) {
            Matcher matcher = IN_DESCRIPTOR.matcher(text);
            while (matcher.find()) {
                addPackage(matcher.group(1), packages);
            }
        }
        return packages;
    }

    /** Returns all texts of the constant pool, and adds the packages of the classes that it names. */
    private static List<String> texts(byte[] classFile, Set<String> packages) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a class file");
            }
            in.readInt();
            int count = in.readUnsignedShort();
            String[] texts = new String[count];
            List<Integer> classes = new ArrayList<>();
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[index] = in.readUTF();
                    case 7 -> classes.add(in.readUnsignedShort());
                    case 5, 6 -> {
                        in.readLong();
                        // Numbers of eight bytes take two entries.
                        index++;
                    }
                    default -> in.skipNBytes(sizeOf(tag));
                }
            }
            classes.forEach(name -> addPackage(texts[name], packages));
            return Arrays.stream(texts).filter(Objects::nonNull).toList();
        }
    }

    private static int sizeOf(int tag) throws IOException {
        return switch (tag) {
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IOException("unknown constant " + tag);
        };
    }

    /** Adds the package of a class that is named as in {@code java/lang/String}. An array is named by its descriptor, which is found there. */
    private static void addPackage(String internalName, Set<String> packages) {
        int end = internalName.lastIndexOf('/');
        if (end > 0 && !internalName.startsWith("[")) {
            packages.add(internalName.substring(0, end).replace('/', '.'));
        }
    }
}
