import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Each mark names its business, so that all marks of one are found by one look into an index. Every
 * table that is marked has a `business_id`, but for the businesses themselves.
 */
const MARKS_WITH_BUSINESS = `
  create or replace function mark_availability() returns trigger language plpgsql as $$
  declare
    changed_ids bigint[];
    business_ids bigint[];
  begin
    execute format(
      'select array_agg(id), array_agg(business_id)
         from (select distinct %I as id, %I as business_id from changed) as changes',
      tg_argv[1],
      case when tg_argv[0] = 'business' then tg_argv[1] else 'business_id' end
    ) into changed_ids, business_ids;
    if changed_ids is null then
      return null;
    end if;
    delete from availability_marks where id in (
      select id from availability_marks
      where subject_id = any (changed_ids) and subject = tg_argv[0]
      for update skip locked);
    insert into availability_marks (subject, subject_id, business_id)
      select tg_argv[0], * from unnest(changed_ids, business_ids);
    return null;
  end $$`

const MARKS_ALONE = `
  create or replace function mark_availability() returns trigger language plpgsql as $$
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
  end $$`

export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table availability_marks add business_id bigint')
    this.schema.raw(`
      update availability_marks set business_id = case subject
        when 'business' then subject_id
        when 'service' then (select business_id from services where id = subject_id)
        else (select business_id from hosts where id = subject_id) end`)
    // Of services and hosts that are gone.
    this.schema.raw('delete from availability_marks where business_id is null')
    this.schema.raw('alter table availability_marks alter business_id set not null')
    this.schema.raw('create index availability_marks_business on availability_marks (business_id)')
    this.schema.raw(MARKS_WITH_BUSINESS)
  }

  async down() {
    this.schema.raw(MARKS_ALONE)
    this.schema.raw('alter table availability_marks drop business_id')
  }
}
