# SPDX-License-Identifier: MIT
"""Certificates for servers on loopback, made by openssl: a CA of our own, and good and bad ones. Made at test time, so none
grows old in the repository."""
import pathlib
import subprocess


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def make(folder):
    """ca.pem, and NAME.pem (certificate and key) for good, wrong_host, expired, not_yet, self_signed, other_ca."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for ca in ("ca", "other"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", folder / f"{ca}.key",
                "-out", folder / f"{ca}.pem", "-days", "30", "-subj", f"/CN=Test CA {ca}")
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    _signed(folder, "good", "ca", names)
    _signed(folder, "wrong_host", "ca", "subjectAltName=DNS:mail.example.com,DNS:smtp.example.com")
    _signed(folder, "expired", "ca", names, ("20200101000000Z", "20201231000000Z"))
    _signed(folder, "not_yet", "ca", names, ("20900101000000Z", "20901231000000Z"))
    _signed(folder, "other_ca", "other", names)
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", folder / "self.key",
            "-out", folder / "self.crt", "-days", "30", "-subj", "/CN=localhost", "-addext", names)
    (folder / "self_signed.pem").write_text((folder / "self.crt").read_text() + (folder / "self.key").read_text())
    return folder


def _signed(folder, name, ca, extension, dates=None):
    key, request, certificate = (folder / f"{name}.{end}" for end in ("key", "csr", "crt"))
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", request,
            "-subj", f"/CN={name}")
    # `openssl ca` alone takes both dates.
    work = folder / f"{name}.ca"
    work.mkdir()
    (work / "index").write_text("")
    (work / "config").write_text(
        f"[ca]\ndefault_ca=d\n[d]\ndatabase={work}/index\nnew_certs_dir={work}\nrand_serial=yes\ndefault_md=sha256\n"
        f"policy=p\nx509_extensions=e\ncopy_extensions=none\n[p]\ncommonName=supplied\n[e]\n{extension}\n")
    when = ["-startdate", dates[0], "-enddate", dates[1]] if dates else ["-days", "20"]
    openssl("ca", "-batch", "-config", work / "config", "-cert", folder / f"{ca}.pem", "-keyfile", folder / f"{ca}.key",
            "-in", request, "-out", certificate, "-notext", *when)
    (folder / f"{name}.pem").write_text(certificate.read_text() + key.read_text())
