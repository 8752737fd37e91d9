@echo off
rem Copyright (c) 2026 AT Ferry contributors.
rem This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
rem which is available at https://www.eclipse.org/legal/epl-2.0/
rem SPDX-License-Identifier: EPL-2.0
rem
rem Runs the pinned Maven (.mvn\wrapper\maven-wrapper.properties), and fetches it first when it is not there: by its Maven coordinates,
rem with the mvn on the PATH, so that a mirror in settings.xml is used here too. See mvnw.
setlocal EnableExtensions DisableDelayedExpansion
for /f "usebackq eol=# tokens=1,2 delims==" %%K in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do set "wrapper.%%K=%%L"
set "VERSION=%wrapper.mavenVersion%"
set "SHA512=%wrapper.distributionSha512%"
if not defined VERSION echo mvnw: .mvn\wrapper\maven-wrapper.properties lacks mavenVersion 1>&2 & exit /b 1
if not defined SHA512 echo mvnw: .mvn\wrapper\maven-wrapper.properties lacks distributionSha512 1>&2 & exit /b 1
set "USER_HOME=%USERPROFILE%\.m2"
if defined MAVEN_USER_HOME set "USER_HOME=%MAVEN_USER_HOME%"
set "DISTS=%USER_HOME%\wrapper\dists\apache-maven-%VERSION%-bin"
set "MAVEN=%DISTS%\%SHA512:~0,12%"
if exist "%MAVEN%\bin\mvn.cmd" goto run

where mvn >nul 2>&1 || (echo mvnw: Maven %VERSION% is not in %MAVEN%, and there is no mvn on the PATH to fetch it with. Install any Maven from 3.6 on. 1>&2 & exit /b 1)
set "WORK=%DISTS%\fetch.%RANDOM%%RANDOM%"
mkdir "%WORK%" || exit /b 1
echo mvnw: fetching Maven %VERSION% 1>&2
pushd "%WORK%"
call mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy "-Dartifact=org.apache.maven:apache-maven:%VERSION%:zip:bin" "-DoutputDirectory=%WORK%" 1>&2
popd
set "ZIP=%WORK%\apache-maven-%VERSION%-bin.zip"
if not exist "%ZIP%" echo mvnw: Maven %VERSION% could not be fetched 1>&2 & rmdir /s /q "%WORK%" & exit /b 1
set "FOUND="
for /f "skip=1 delims=" %%H in ('certutil -hashfile "%ZIP%" SHA512') do if not defined FOUND set "FOUND=%%H"
set "FOUND=%FOUND: =%"
if /i not "%FOUND%"=="%SHA512%" echo mvnw: the archive of Maven %VERSION% is not the pinned one: SHA-512 is %FOUND% 1>&2 & rmdir /s /q "%WORK%" & exit /b 1
tar -xf "%ZIP%" -C "%WORK%" || (rmdir /s /q "%WORK%" & exit /b 1)
move "%WORK%\apache-maven-%VERSION%" "%MAVEN%" >nul 2>&1
rmdir /s /q "%WORK%"
if not exist "%MAVEN%\bin\mvn.cmd" echo mvnw: Maven %VERSION% could not be moved to %MAVEN% 1>&2 & exit /b 1

:run
call "%MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
