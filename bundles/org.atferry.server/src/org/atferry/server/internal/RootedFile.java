/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.apache.ftpserver.ftplet.FtpFile;

/** A file or directory below the served folder, or the place for one. What lies outside, through a link, has a name and nothing else. */
final class RootedFile implements FtpFile {

    private final RootedView view;
    private final String name;
    private final Path path;
    private final boolean inside;

    /** Names a place; {@code name} is its absolute path as the user sees it. */
    RootedFile(RootedView view, String name, Path path) {
        this.view = view;
        this.name = name;
        this.path = path;
        this.inside = view.isInside(path);
    }

    Path path() {
        return path;
    }

    @Override
    public String getAbsolutePath() {
        return name;
    }

    @Override
    public String getName() {
        return name.equals("/") ? name : name.substring(name.lastIndexOf('/') + 1);
    }

    /** Nothing is hidden: a directory that looks empty but cannot be removed helps nobody. */
    @Override
    public boolean isHidden() {
        return false;
    }

    @Override
    public boolean isDirectory() {
        return inside && Files.isDirectory(path);
    }

    @Override
    public boolean isFile() {
        return inside && Files.isRegularFile(path);
    }

    @Override
    public boolean doesExist() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isReadable() {
        return inside && Files.isReadable(path);
    }

    @Override
    public boolean isWritable() {
        return view.isWritable() && inside && (doesExist() ? Files.isWritable(path) : Files.isWritable(path.getParent()));
    }

    @Override
    public boolean isRemovable() {
        return view.isWritable() && inside && !name.equals("/") && Files.isWritable(path.getParent());
    }

    @Override
    public String getOwnerName() {
        return "ftp";
    }

    @Override
    public String getGroupName() {
        return "ftp";
    }

    @Override
    public int getLinkCount() {
        return 1;
    }

    @Override
    public long getLastModified() {
        try {
            return inside ? Files.getLastModifiedTime(path).toMillis() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public boolean setLastModified(long time) {
        try {
            if (isWritable()) {
                Files.setLastModifiedTime(path, FileTime.fromMillis(time));
                return true;
            }
        } catch (IOException e) {
            // refused
        }
        return false;
    }

    @Override
    public long getSize() {
        try {
            return isFile() ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public Object getPhysicalFile() {
        return path.toFile();
    }

    @Override
    public boolean mkdir() {
        try {
            if (isWritable()) {
                Files.createDirectory(path);
                return true;
            }
        } catch (IOException e) {
            // refused
        }
        return false;
    }

    @Override
    public boolean delete() {
        try {
            if (isRemovable()) {
                Files.delete(path);
                return true;
            }
        } catch (IOException e) {
            // refused
        }
        return false;
    }

    /** Never onto something that is there: the old file must not vanish by accident. */
    @Override
    public boolean move(FtpFile destination) {
        RootedFile other = (RootedFile) destination;
        try {
            if (isRemovable() && other.isWritable() && !other.doesExist()) {
                Files.move(path, other.path);
                return true;
            }
        } catch (IOException e) {
            // refused
        }
        return false;
    }

    @Override
    public List<FtpFile> listFiles() {
        if (!isDirectory()) {
            return null;
        }
        List<FtpFile> files = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                String childName = child.getFileName().toString();
                files.add(new RootedFile(view, name.equals("/") ? name + childName : name + "/" + childName, child));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        files.sort(Comparator.comparing(FtpFile::getName));
        return files;
    }

    /** Writes from the offset on; what is before it stays, and what is behind the last byte written too. Offset 0 starts anew. */
    @Override
    public OutputStream createOutputStream(long offset) throws IOException {
        if (!isWritable()) {
            throw new IOException("no right to write");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (offset > channel.size()) {
                throw new IOException("the offset is behind the end");
            }
            if (offset == 0) {
                channel.truncate(0);
            }
            channel.position(offset);
            return Channels.newOutputStream(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public InputStream createInputStream(long offset) throws IOException {
        if (!isReadable()) {
            throw new IOException("no right to read");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RootedFile file && path.equals(file.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}
