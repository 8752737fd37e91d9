/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.util.Optional;

/**
 * A port that is there.
 *
 * @param address how to name it
 * @param description the operating system's or the device's own words
 * @param usb vendor and product as {@code 2c7c:0125}, for a USB device
 * @param serialNumber of the USB device
 */
public record PortDescription(PortAddress address, String description, Optional<String> usb, Optional<String> serialNumber) {
}
