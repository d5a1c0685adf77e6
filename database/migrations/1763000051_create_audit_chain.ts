import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Each link's hash covers an audit entry and the hash before it. It is made after the fact, in an
 * order of its own: entries commit in another order than they were numbered.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table audit_chain (
        position bigint primary key check (position > 0),
        entry_id bigint not null unique references audit_entries,
        hash char(64) not null,
        chained_at timestamptz not null default clock_timestamp()
      )
    `)
    this.schema.raw(`
      create table integrity_runs (
        id bigint generated always as identity primary key,
        faults jsonb not null,
        ran_at timestamptz not null default clock_timestamp()
      )
    `)
    this.schema.raw('create index integrity_runs_ran on integrity_runs (ran_at)')
  }

  async down() {
    this.schema.raw('drop table integrity_runs, audit_chain')
  }
}
