@echo off
rem Copyright (c) 2026 AT Ferry contributors.
rem This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
rem which is available at https://www.eclipse.org/legal/epl-2.0/
rem SPDX-License-Identifier: EPL-2.0
rem
rem AT Ferry's command line. Runs with the Java in JAVA_HOME, else with the java on the PATH; 17 or newer.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "FERRY_DIR=%%~fI"
set "FERRY_JAVA=java"
if defined JAVA_HOME set "FERRY_JAVA=%JAVA_HOME%\bin\java"
set "FERRY_MAJOR="
for /f "tokens=3" %%V in ('""%FERRY_JAVA%" -version 2^>^&1 ^| findstr /i /c:" version ""') do for /f "delims=.-+ tokens=1" %%M in ("%%~V") do set "FERRY_MAJOR=%%M"
if not defined FERRY_MAJOR (
    echo ferry: no Java found: install a Java runtime, 17 or newer, or set JAVA_HOME 1>&2
    exit /b 1
)
if %FERRY_MAJOR% LSS 17 (
    echo ferry: Java 17 or newer is needed, but %FERRY_JAVA% is %FERRY_MAJOR%; set JAVA_HOME 1>&2
    exit /b 1
)
set "FERRY_OPTIONS="
for /f "usebackq eol=# delims=" %%O in ("%FERRY_DIR%\conf\jvm.options") do call set "FERRY_OPTIONS=%%FERRY_OPTIONS%% %%O"
rem Felix 7 asks for what newer Javas complain about.
if %FERRY_MAJOR% GEQ 23 set "FERRY_OPTIONS=%FERRY_OPTIONS% --sun-misc-unsafe-memory-access=allow"
"%FERRY_JAVA%" %FERRY_OPTIONS% %FERRY_JAVA_OPTS% "-Datferry.home=%FERRY_DIR%" "-Djava.util.logging.config.file=%FERRY_DIR%\conf\logging.properties" -cp "%FERRY_DIR%\lib\*" org.atferry.launcher.Main %*
exit /b %ERRORLEVEL%
