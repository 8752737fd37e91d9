/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.atferry.at.port.PortProvider;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceListener;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.CodeExplainer;
import org.atferry.remote.LinkProbe;
import org.atferry.remote.RemoteFileSystemProvider;
import org.atferry.remote.SecretStore;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Texts;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The command line as a service: takes the arguments and returns the exit status. Each command is a Gogo function of the scope
 * {@code ferry} besides. An interrupt of the calling thread, and the end of this component, cancel what runs.
 */
@Component(service = ToIntFunction.class, property = "org.atferry.command-line=true")
public final class FerryCommandLine implements ToIntFunction<String[]> {

    private static final String SCOPE = "ferry";

    private final BundleContext context;
    private final Runs runs = new Runs();
    private final Ferry ferry;
    private final Environment surroundings;
    private final List<ServiceRegistration<?>> functions = new ArrayList<>();

    private final List<RemoteFileSystemProvider> providers = new CopyOnWriteArrayList<>();
    private final List<LinkProbe> probes = new CopyOnWriteArrayList<>();
    private final List<SecretStore> secrets = new CopyOnWriteArrayList<>();
    private final List<PortProvider> ports = new CopyOnWriteArrayList<>();
    private final List<CodeExplainer> explainers = new CopyOnWriteArrayList<>();
    private final GogoInterpreter interpreter;

    /** For the service runtime, which then adds what there is. */
    @Activate
    public FerryCommandLine(BundleContext context) {
        this.context = context;
        this.interpreter = new GogoInterpreter(context);
        this.ferry = new Ferry(new Services(providers, probes, secrets, new Ports(ports), explainers, this::tap, interpreter::ready));
        this.surroundings = new SystemEnvironment(context.getBundle().getVersion().toString()).get();
        for (Verb verb : Verb.values()) {
            if (verb != Verb.SHELL) {
                functions.add(register(verb, new FerryFunction(verb, ferry, runs, surroundings)));
            }
        }
    }

    private ServiceRegistration<?> register(Verb verb, Function function) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
        properties.put(CommandProcessor.COMMAND_FUNCTION, verb.word());
        return context.registerService(Function.class, function, properties);
    }

    /** Cancels what runs. */
    @Deactivate
    void close() {
        runs.cancelAll();
        functions.forEach(ServiceRegistration::unregister);
    }

    /**
     * Runs a command line.
     *
     * @return the exit status of the contract; 130 within a few seconds after the calling thread was interrupted
     */
    @Override
    public int applyAsInt(String[] arguments) {
        List<String> words = List.of(arguments);
        return new CommandThread(runs, this::tellStopping).run(cancellation -> ferry.run(words, surroundings, cancellation));
    }

    private void tellStopping() {
        String start = surroundings.terminal().present() ? System.lineSeparator() : "";
        surroundings.err().println(start + "ferry: " + new Texts(surroundings.locale()).get("stopping"));
    }

    private WireTaps.Tap tap(TraceListener at, FtpWireListener ftp) {
        if (at == TraceListener.NONE) {
            return () -> { };
        }
        ServiceRegistration<?> atListener = context.registerService(TraceListener.class, at, null);
        ServiceRegistration<?> ftpListener = context.registerService(FtpWireListener.class, ftp, null);
        return () -> {
            atListener.unregister();
            ftpListener.unregister();
        };
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(RemoteFileSystemProvider provider) {
        providers.add(provider);
    }

    void removeProvider(RemoteFileSystemProvider provider) {
        providers.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProbe(LinkProbe probe) {
        probes.add(probe);
    }

    void removeProbe(LinkProbe probe) {
        probes.remove(probe);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSecrets(SecretStore store) {
        secrets.add(store);
    }

    void removeSecrets(SecretStore store) {
        secrets.remove(store);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPorts(PortProvider provider) {
        ports.add(provider);
    }

    void removePorts(PortProvider provider) {
        ports.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addExplainer(CodeExplainer explainer) {
        explainers.add(explainer);
    }

    void removeExplainer(CodeExplainer explainer) {
        explainers.remove(explainer);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setProcessor(CommandProcessor processor) {
        interpreter.set(Optional.of(processor));
    }

    void unsetProcessor(CommandProcessor processor) {
        interpreter.set(Optional.empty());
    }
}
