# One image for every role: web (the default), migrate, worker judge, worker deliver, sweep.
# It runs as user 10001 on a read-only root; only /tmp and /data need to be writable.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
# Set by --build-arg where packages come from a mirror or, with /wheels mounted, from no network at all.
ARG PIP_INDEX_URL
ARG PIP_NO_INDEX
ARG PIP_FIND_LINKS
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
# requirements-otel.lock for an image that can send traces.
ARG LOCK=requirements.lock
WORKDIR /src
# The tools are in one environment, the product in another one without pip: only that one is copied below.
RUN python3 -m venv /tools && python3 -m venv --without-pip /app
COPY requirements.lock requirements-otel.lock requirements-build.lock ./
RUN /tools/bin/pip --python /app/bin/python install --no-deps --require-hashes -r "$LOCK" \
 && /tools/bin/pip install --no-deps --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY .ci/make_sbom.py .ci/
COPY service service
COPY workers workers
RUN /tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /tools/bin/pip --python /app/bin/python install --no-deps --no-index /wheel/*.whl \
 && /app/bin/python .ci/make_sbom.py "$LOCK" > /app/sbom.cdx.json

FROM ${BASE}
# What the base image installs packages with has no business at run time.
RUN rm -rf /usr/local/lib/python3*/site-packages/pip* /usr/local/lib/python3*/ensurepip /usr/local/bin/pip* \
 && mkdir /data && chown 10001:10001 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp REJOINDER_HOME=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python3", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\") or 8080}/livez', timeout=4)"]
ENTRYPOINT ["rejoinder"]
CMD ["web", "--host", "0.0.0.0"]
