# syntax=docker/dockerfile:1
# The bot as a small image: Node, the packages that it runs with, the source. Nothing is built, nothing runs as root.
FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN npm ci --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    OWLPOST_DATA=/data
RUN install -d -o node -g node /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json owlpost.mjs loader.mjs manifest.yml LICENSE ./
COPY src src
COPY queries queries
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=1", "--v8-pool-size=1", "owlpost.mjs"]
CMD ["start"]
