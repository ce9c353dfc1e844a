#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""busybox_image.py NAME BUSYBOX CMD_JSON: writes an OCI image archive holding a static busybox to stdout."""
import hashlib
import io
import json
import sys
import tarfile

APPLETS = """sh sleep ls cat echo date seq yes top ps nslookup wget vi grep sed head tail nc httpd id env uname stty tty
true false mkdir rm touch sort wc awk find kill printf test""".split()


def archive(entries):
    """A tar of (name, content or None for a folder, mode, link target or None)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content, mode, link in entries:
            info = tarfile.TarInfo(name)
            info.mode = mode
            if link:
                info.type, info.linkname = tarfile.SYMTYPE, link
                tar.addfile(info)
            elif content is None:
                info.type = tarfile.DIRTYPE
                tar.addfile(info)
            else:
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def descriptor(media_type, blob):
    return {"mediaType": media_type, "digest": "sha256:" + hashlib.sha256(blob).hexdigest(), "size": len(blob)}


def layer_of(busybox):
    with open(busybox, "rb") as program:
        files = [("bin", None, 0o755, None), ("tmp", None, 0o1777, None), ("etc", None, 0o755, None),
                 ("etc/passwd", b"root:x:0:0:root:/:/bin/sh\n", 0o644, None),
                 ("bin/busybox", program.read(), 0o755, None)]
    return archive(files + [("bin/" + applet, None, 0o777, "/bin/busybox") for applet in APPLETS])


def main():
    name, busybox, command = sys.argv[1:4]
    layer = layer_of(busybox)
    config = json.dumps({
        "architecture": "amd64", "os": "linux",
        "config": {"Cmd": json.loads(command), "Env": ["PATH=/bin"]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer).hexdigest()]},
    }).encode()
    manifest = json.dumps({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("application/vnd.oci.image.config.v1+json", config),
        "layers": [descriptor("application/vnd.oci.image.layer.v1.tar", layer)],
    }).encode()
    entry = descriptor("application/vnd.oci.image.manifest.v1+json", manifest)
    entry["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name.split(":")[-1]}
    blobs = [("blobs/sha256/" + hashlib.sha256(blob).hexdigest(), blob, 0o644, None) for blob in (layer, config, manifest)]
    sys.stdout.buffer.write(archive([
        ("oci-layout", b'{"imageLayoutVersion":"1.0.0"}', 0o644, None),
        ("index.json", json.dumps({"schemaVersion": 2, "manifests": [entry]}).encode(), 0o644, None),
        ("blobs", None, 0o755, None), ("blobs/sha256", None, 0o755, None)] + blobs))


main()
