#!/bin/sh
# Run once, by PostgreSQL's image, on an empty volume: the owner of the schema, the application, which cannot
# alter it, and what it turns into where the portal reads.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
create role bellhop_owner login password :'owner_password';
create role bellhop_app login password :'app_password';
create role bellhop_app_portal nologin;
grant bellhop_app_portal to bellhop_app with inherit false, set true;
create database bellhop owner bellhop_owner;
SQL
