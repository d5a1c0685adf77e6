import { BaseSchema } from '@adonisjs/lucid/schema'

const ONLINE = `('zoom', 'google_meet', 'video')`

/**
 * Where people meet online, a host's own link comes before the service's, and `{room}` in either is a
 * room of the booking's own, which all of a session share.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table hosts add column meeting_link varchar(500)')
    for (const table of ['bookings', 'group_sessions']) {
      this.schema.raw(
        `alter table ${table} add column meeting_room uuid not null default gen_random_uuid()`
      )
    }
    this.schema.raw(
      'alter function booking_wording(bigint, bigint, integer) rename to booking_wording_of_service'
    )
    this.schema.raw(`
      create function booking_wording(of_service bigint, of_host bigint, of_place integer)
        returns jsonb language sql stable as $$
        select words || case when words->>'locationType' in ${ONLINE} and meeting_link is not null
          then jsonb_build_object('locationDetails', meeting_link) else '{}' end
        from booking_wording_of_service(of_service, of_host, of_place) as words
          left join hosts on hosts.id = of_host
      $$
    `)
    this.schema.raw(
      wordingTrigger(`
        if new.wording->>'locationType' in ${ONLINE}
            and new.wording->>'locationDetails' like '%{room}%' then
          new.wording := new.wording || jsonb_build_object('locationDetails', replace(
            new.wording->>'locationDetails', '{room}', replace(cast(coalesce((
              select meeting_room from group_sessions where id = new.session_id
            ), new.meeting_room) as text), '-', '')));
        end if;`)
    )
  }

  async down() {
    this.schema.raw(wordingTrigger(''))
    this.schema.raw('drop function booking_wording(bigint, bigint, integer)')
    this.schema.raw(
      'alter function booking_wording_of_service(bigint, bigint, integer) rename to booking_wording'
    )
    for (const table of ['bookings', 'group_sessions']) {
      this.schema.raw(`alter table ${table} drop column meeting_room`)
    }
    this.schema.raw('alter table hosts drop column meeting_link')
  }
}

function wordingTrigger(room: string): string {
  return `
    create or replace function keep_booking_wording() returns trigger language plpgsql as $$
    begin
      new.wording := booking_wording(new.service_id, new.host_id, new.place_key);
      if new.wording->>'locationType' is null then
        if tg_op = 'INSERT' then
          new.place_key := 0;
          new.wording := booking_wording(new.service_id, new.host_id, 0);
        else
          new.wording := new.wording || jsonb_build_object(
            'locationType', old.wording->'locationType',
            'locationDetails', old.wording->'locationDetails');
        end if;
      end if;
      ${room}
      return new;
    end $$`
}
