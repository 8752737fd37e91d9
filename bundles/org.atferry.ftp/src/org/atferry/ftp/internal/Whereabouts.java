/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.util.Optional;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/** Takes a session to directories and back to the one that its user chose, when a command depends on it. One thread at a time. */
public final class Whereabouts {

    private final FtpEngine engine;
    private final ControlConnection control;
    private final Place place = new Place();
    /** What the server said of the user's directory, when there were quotes in it that can be read in more than one way. */
    private Optional<String> ambiguous = Optional.empty();

    Whereabouts(FtpEngine engine, ControlConnection control) {
        this.engine = engine;
        this.control = control;
    }

    /** The directory that the user chose, when it is known. */
    Optional<String> home() {
        return place.home();
    }

    /**
     * The user's directory is this one, and the session stands in it.
     *
     * @param said how the server said it
     */
    void isHome(String directory, String said) {
        place.isHome(directory);
        ambiguous = said.chars().filter(c -> c == '"').count() == 2 ? Optional.empty() : Optional.of(said);
    }

    /** A session in the wrong directory would work on the wrong files: rather none than that. */
    void goHome(Step step, String subject, String verb, String argument) throws IOException, Failure {
        if (!place.mustReturn(verb, argument)) {
            return;
        }
        String home = place.home().orElseThrow();
        ServerReply reply = engine.send(step, subject, "CWD", home);
        boolean there = FTPReply.isPositiveCompletion(reply.code());
        if (there && ambiguous.isPresent()) {
            reply = engine.send(step, subject, "PWD", null);
            there = reply.text().equals(ambiguous.get());
        }
        if (!there) {
            control.kill();
            throw EngineFailures.noWayBack(step, subject, home, reply);
        }
        place.isHome(home);
    }

    /** Changes the user's directory. */
    public void change(String directory, Monitor monitor) throws Failure {
        engine.require(Step.DIRECTORY, directory, "CWD", directory, monitor);
        place.changed();
    }

    /** Something got another name; so may have the directory in which the session stands. */
    public void renamed(String path) {
        place.renamed(path);
    }

    /** Goes to a directory for a while; the way back is found when it is needed. The user's directory must be known. */
    void visit(String directory, Step step, Monitor monitor) throws Failure {
        engine.require(step, directory, "CWD", directory, monitor);
        place.leave();
    }

    /** The same; false when the server refuses. */
    boolean tryVisit(String directory, Step step, Monitor monitor) throws Failure {
        ServerReply reply = engine.exchange(step, directory, "CWD", directory, monitor);
        boolean there = FTPReply.isPositiveCompletion(reply.code());
        if (there) {
            place.leave();
        }
        return there;
    }
}
