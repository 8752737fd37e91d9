/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.atferry.remote.Failure;
import org.atferry.shell.internal.output.Texts;

/**
 * A command line that was understood.
 *
 * @param verb the command
 * @param options what each option was given; an option without an argument has the empty text
 * @param operands what is no option, in order
 */
public record CommandLine(Verb verb, Map<Option, List<String>> options, List<String> operands) {

    /** Commands that later versions bring. */
    private static final Set<String> LATER = Set.of("doctor", "gateway", "status", "ide");

    /** Copies both. */
    public CommandLine {
        options = Map.copyOf(options);
        operands = List.copyOf(operands);
    }

    /**
     * Reads a command line.
     *
     * @param texts says in the user's language what is wrong
     * @throws Failure {@link org.atferry.remote.FailureKind#MISUSE} for everything that is not declared in {@link Verb} and {@link Option}
     */
    public static CommandLine parse(List<String> arguments, Texts texts) throws Failure {
        if (arguments.isEmpty()) {
            return of(Verb.HELP);
        }
        String first = arguments.get(0);
        List<String> rest = arguments.subList(1, arguments.size());
        if (first.equals("--help") || first.equals("-h")) {
            return parse(prepend(Verb.HELP.word(), rest), texts);
        }
        if (first.equals("--version")) {
            return parse(prepend(Verb.VERSION.word(), rest), texts);
        }
        return new Parser(verb(first, texts), texts).parse(rest);
    }

    private static CommandLine of(Verb verb, String... operands) {
        return new CommandLine(verb, Map.of(), List.of(operands));
    }

    private static List<String> prepend(String word, List<String> rest) {
        List<String> all = new ArrayList<>(rest);
        all.add(0, word);
        return all;
    }

    /** The command of a name. */
    public static Verb verb(String word, Texts texts) throws Failure {
        Optional<Verb> verb = Verb.parse(word);
        if (verb.isPresent()) {
            return verb.get();
        }
        if (word.startsWith("-")) {
            throw Misuse.of(texts.get("misuse.command-first", name(word)));
        }
        if (LATER.contains(word)) {
            throw Misuse.of(texts.get("misuse.command-later", word));
        }
        throw Misuse.of(texts.get("misuse.command-unknown", word)
                + suggestion(word, Arrays.stream(Verb.values()).map(Verb::word).toList(), texts));
    }

    private static String suggestion(String word, Collection<String> known, Texts texts) {
        return Suggestion.closest(word, known).map(meant -> texts.get("misuse.did-you-mean", meant)).orElse("");
    }

    /** The option's name without a value that may follow: the value may be a secret. */
    private static String name(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    /** Whether the option was given. */
    public boolean has(Option option) {
        return options.containsKey(option);
    }

    /** The argument of an option, if it was given. */
    public Optional<String> value(Option option) {
        return Optional.ofNullable(options.get(option)).map(values -> values.get(0));
    }

    /** The arguments of an option that may be repeated. */
    public List<String> values(Option option) {
        return options.getOrDefault(option, List.of());
    }

    /**
     * The argument of an option, as a whole number.
     *
     * @throws Failure {@link org.atferry.remote.FailureKind#MISUSE} when it is none or out of range
     */
    public Optional<Integer> number(Option option, int minimum, int maximum, Texts texts) throws Failure {
        Optional<String> text = value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= minimum && number <= maximum) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Misuse.of(texts.get("misuse.number", option.word(), minimum, maximum));
    }

    /** Reads what follows a command. */
    private static final class Parser {
        private final Verb verb;
        private final Texts texts;
        private final Map<Option, List<String>> options = new EnumMap<>(Option.class);
        private final List<String> operands = new ArrayList<>();

        Parser(Verb verb, Texts texts) {
            this.verb = verb;
            this.texts = texts;
        }

        CommandLine parse(List<String> arguments) throws Failure {
            Deque<String> rest = new ArrayDeque<>(arguments);
            while (!rest.isEmpty()) {
                String argument = rest.removeFirst();
                if (argument.equals("--")) {
                    operands.addAll(rest);
                    break;
                }
                if (argument.equals("-h")) {
                    options.put(Option.HELP, List.of(""));
                } else if (argument.length() > 1 && argument.startsWith("-")) {
                    option(argument, rest);
                } else {
                    operands.add(argument);
                }
            }
            if (options.containsKey(Option.HELP)) {
                return verb == Verb.HELP ? new CommandLine(verb, options, operands) : of(Verb.HELP, verb.word());
            }
            if (!verb.takes(operands.size())) {
                throw Misuse.of(texts.get("misuse.operands", ("ferry " + verb.word() + " " + verb.operands()).strip()));
            }
            return new CommandLine(verb, options, operands);
        }

        private void option(String argument, Deque<String> rest) throws Failure {
            String name = name(argument);
            Option option = Option.find(name, verb).orElse(null);
            if (option == null) {
                throw unknown(name);
            }
            boolean hasValue = name.length() < argument.length();
            if (hasValue && !option.takesArgument()) {
                throw Misuse.of(texts.get("misuse.no-argument", name));
            }
            String value = hasValue ? argument.substring(name.length() + 1) : "";
            if (!hasValue && option.takesArgument()) {
                if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
                    throw Misuse.of(texts.get("misuse.argument-missing", name, option.argument()));
                }
                value = rest.removeFirst();
            }
            List<String> values = options.computeIfAbsent(option, key -> new ArrayList<>());
            if (!values.isEmpty() && option.takesArgument() && !option.repeatable()) {
                throw Misuse.of(texts.get("misuse.twice", name));
            }
            values.add(value);
        }

        private Failure unknown(String name) {
            List<Verb> owners = Option.owners(name);
            if (!owners.isEmpty()) {
                String words = owners.stream().map(Verb::word).collect(Collectors.joining(", "));
                return Misuse.of(texts.get("misuse.option-of-others", name, verb.word(), words));
            }
            if (Option.isLater(name)) {
                return Misuse.of(texts.get("misuse.option-later", name));
            }
            return Misuse.of(texts.get("misuse.option-unknown", name, verb.word())
                    + suggestion(name, Option.of(verb).stream().map(Option::word).toList(), texts));
        }
    }
}
