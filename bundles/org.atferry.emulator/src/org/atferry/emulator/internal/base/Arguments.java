/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import java.util.List;
import java.util.Optional;

import org.atferry.at.AtText;
import org.atferry.command.qftp.Parameter;

/**
 * Arguments that were checked against their parameters: none missing, none extra, each within its range or length limit. What is left out
 * has its default.
 */
public final class Arguments {

    private final List<AtText.Argument> given;
    private final List<Parameter> parameters;

    private Arguments(List<AtText.Argument> given, List<Parameter> parameters) {
        this.given = given;
        this.parameters = parameters;
    }

    /**
     * Checks arguments. An integer must stand without quotes; a string may, as firmware takes it. Optional ones may be left out only from
     * the end: nothing between two commas, or behind the last, is a fault.
     *
     * @return empty when they do not fit
     */
    public static Optional<Arguments> check(List<AtText.Argument> given, List<Parameter> parameters) {
        if (given.size() > parameters.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (i >= given.size()) {
                if (!parameters.get(i).optional()) {
                    return Optional.empty();
                }
            } else if (!fits(given.get(i), parameters.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Arguments(List.copyOf(given), List.copyOf(parameters)));
    }

    private static boolean fits(AtText.Argument argument, Parameter parameter) {
        boolean typed = parameter.type() == Parameter.Type.STRING || !argument.quoted();
        return argument.present() && typed && parameter.accepts(argument.text());
    }

    /** How many were given. */
    public int count() {
        return given.size();
    }

    /** A string, or its default, or {@code ""}. */
    public String text(int index) {
        return index < given.size() ? given.get(index).text() : parameters.get(index).defaultValue().orElse("");
    }

    /** An integer, or its default. */
    public long number(int index) {
        return index < given.size() ? Long.parseLong(given.get(index).text()) : parameters.get(index).defaultNumber();
    }
}
