import { BaseSchema } from '@adonisjs/lucid/schema'

/** Every table that the availability loader reads: whose change it is, and by which column. */
const READ: [table: string, subject: string, column: string][] = [
  ['businesses', 'business', 'id'],
  ['booking_settings', 'business', 'business_id'],
  ['services', 'service', 'id'],
  ['service_hosts', 'service', 'service_id'],
  ['hosts', 'host', 'id'],
  ['availability_rules', 'host', 'host_id'],
  ['date_overrides', 'host', 'host_id'],
  ['claims', 'host', 'host_id'],
  ['calendar_busy', 'host', 'host_id'],
]

/** An update may move a row from one subject to another, so both are marked. */
const EVENTS = [
  ['insert', 'insert', 'new'],
  ['delete', 'delete', 'old'],
  ['update_from', 'update', 'old'],
  ['update_to', 'update', 'new'],
]

/**
 * A subject's version is the set of its marks. A change adds a mark, by trigger, in the transaction
 * that makes it, and clears away the older ones that nobody else is clearing: so the set is never
 * again what it was before a change, stays short without upkeep, and no writer waits for another.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table availability_marks (
        id uuid primary key default gen_random_uuid(),
        subject varchar(8) not null check (subject in ('business', 'service', 'host')),
        subject_id bigint not null
      )
    `)
    this.schema.raw(
      'create index availability_marks_subject on availability_marks (subject_id, subject)'
    )
    this.schema.raw(`
      create function mark_availability() returns trigger language plpgsql as $$
      declare
        changed_ids bigint[];
      begin
        execute format('select array_agg(distinct %I) from changed', tg_argv[1]) into changed_ids;
        if changed_ids is null then
          return null;
        end if;
        delete from availability_marks where id in (
          select id from availability_marks
          where subject_id = any (changed_ids) and subject = tg_argv[0]
          for update skip locked);
        insert into availability_marks (subject, subject_id)
          select tg_argv[0], unnest(changed_ids);
        return null;
      end $$
    `)
    for (const [table, subject, column] of READ) {
      for (const [name, event, rows] of EVENTS) {
        this.schema.raw(`
          create trigger mark_availability_${name} after ${event} on ${table}
          referencing ${rows} table as changed
          for each statement execute function mark_availability('${subject}', '${column}')
        `)
      }
    }
  }

  async down() {
    for (const [table] of READ) {
      for (const [name] of EVENTS) {
        this.schema.raw(`drop trigger mark_availability_${name} on ${table}`)
      }
    }
    this.schema.raw('drop function mark_availability')
    this.schema.raw('drop table availability_marks')
  }
}
