/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a piece of work did not succeed: the step, the kind, the codes and words of the peers, and a hint for a person. A caller decides by
 * {@link #kind()} and never parses text; a person reads {@link #line(Locale)}.
 */
public final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Step step;
    private final FailureKind kind;
    private final String subject;
    private final transient ModuleCode moduleCode;
    private final transient ServerReply reply;
    private final String detail;
    private final Hint hint;

    private Failure(Builder builder) {
        super(null, builder.cause);
        this.step = builder.step;
        this.kind = builder.kind;
        this.subject = builder.subject;
        this.moduleCode = builder.moduleCode;
        this.reply = builder.reply;
        this.detail = builder.detail;
        this.hint = builder.hint;
    }

    /** Starts a failure of kind {@link FailureKind#INTERNAL} at a step. */
    public static Builder at(Step step) {
        return new Builder(step);
    }

    /** The step that failed. */
    public Step step() {
        return step;
    }

    /** What sort of failure it is. */
    public FailureKind kind() {
        return kind;
    }

    /** What the step was about: a path, a port, a host; empty when there is nothing to name. */
    public String subject() {
        return subject;
    }

    /** The module's result code, if a module said one. */
    public Optional<ModuleCode> moduleCode() {
        return Optional.ofNullable(moduleCode);
    }

    /** The server's reply, if it is known. */
    public Optional<ServerReply> reply() {
        return Optional.ofNullable(reply);
    }

    /** What else is known, in the words of the peer, the operating system or AT Ferry; may be empty. */
    public String detail() {
        return detail;
    }

    /** What a person can do about it. */
    public Hint hint() {
        return hint;
    }

    /** This failure with another step and subject: for a caller that knows better what was tried. */
    public Failure during(Step otherStep, String otherSubject) {
        return toBuilder().step(otherStep).subject(otherSubject).build();
    }

    /** A builder that holds what this failure holds. */
    public Builder toBuilder() {
        Builder builder = new Builder(step).kind(kind).subject(subject).detail(detail).hint(hint).cause(getCause());
        builder.moduleCode = moduleCode;
        builder.reply = reply;
        return builder;
    }

    /** One line for a person: step, subject, what the peers said, hint. */
    public String line(Locale locale) {
        return FailureText.line(this, locale);
    }

    @Override
    public String getMessage() {
        return line(Locale.ENGLISH);
    }

    /** Collects what is known of a failure. */
    public static final class Builder {
        private Step step;
        private FailureKind kind = FailureKind.INTERNAL;
        private String subject = ""; //$NON-NLS-1$
        private ModuleCode moduleCode;
        private ServerReply reply;
        private String detail = ""; //$NON-NLS-1$
        private Hint hint = Hint.NONE;
        private Throwable cause;

        private Builder(Step step) {
            this.step = Objects.requireNonNull(step);
        }

        private Builder step(Step value) {
            this.step = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the kind. */
        public Builder kind(FailureKind value) {
            this.kind = Objects.requireNonNull(value);
            return this;
        }

        /** Sets what the step was about. */
        public Builder subject(String value) {
            this.subject = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the module's code. */
        public Builder moduleCode(ModuleCode value) {
            this.moduleCode = value;
            return this;
        }

        /** Sets the server's reply. */
        public Builder reply(ServerReply value) {
            this.reply = value;
            return this;
        }

        /** Sets what else is known. Never a secret. */
        public Builder detail(String value) {
            this.detail = value == null ? "" : value; //$NON-NLS-1$
            return this;
        }

        /** Sets the hint. */
        public Builder hint(Hint value) {
            this.hint = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the cause. */
        public Builder cause(Throwable value) {
            this.cause = value;
            return this;
        }

        /** Makes the failure. */
        public Failure build() {
            return new Failure(this);
        }
    }
}
