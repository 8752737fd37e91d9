/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;

/**
 * The served folder as one session sees it: names are taken apart here, so that neither {@code ..} nor a separator of the operating system
 * nor a link leads out of it.
 */
final class RootedView implements FileSystemView {

    private final Path root;
    private final boolean writable;
    private String directory = "/";

    /**
     * A view of a folder.
     *
     * @param root its real path
     */
    RootedView(Path root, boolean writable) {
        this.root = root;
        this.writable = writable;
    }

    boolean isWritable() {
        return writable;
    }

    /** Whether a path, or the nearest directory above it that exists, really lies in the folder. */
    boolean isInside(Path path) {
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
            if (existing == null) {
                return false;
            }
        }
        try {
            return existing.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public FtpFile getHomeDirectory() {
        return new RootedFile(this, "/", root);
    }

    @Override
    public FtpFile getWorkingDirectory() throws FtpException {
        return getFile(directory);
    }

    @Override
    public boolean changeWorkingDirectory(String path) throws FtpException {
        FtpFile target = getFile(path);
        if (!target.isDirectory()) {
            return false;
        }
        directory = target.getAbsolutePath();
        return true;
    }

    /**
     * The place that a name means.
     *
     * @throws FtpException for a name that is none, or leads out of the folder
     */
    @Override
    public RootedFile getFile(String name) throws FtpException {
        Deque<String> elements = new ArrayDeque<>();
        String absolute = name.startsWith("/") ? name : directory + "/" + name;
        for (String element : absolute.split("/")) {
            if (element.equals("..")) {
                elements.pollLast();
            } else if (!element.isEmpty() && !element.equals(".")) {
                elements.addLast(element);
            }
        }
        Path path = root;
        for (String element : elements) {
            path = child(path, element);
        }
        if (!isInside(path)) {
            throw new FtpException("outside");
        }
        return new RootedFile(this, "/" + String.join("/", elements), path);
    }

    /** One element must be one element for the operating system too. */
    private static Path child(Path parent, String element) throws FtpException {
        try {
            Path child = parent.resolve(element);
            if (parent.equals(child.getParent()) && child.getFileName().toString().equals(element)) {
                return child;
            }
        } catch (InvalidPathException e) {
            // no name here
        }
        throw new FtpException("no valid name");
    }

    @Override
    public boolean isRandomAccessible() {
        return true;
    }

    @Override
    public void dispose() {
        // nothing is held
    }
}
