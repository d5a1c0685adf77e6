import { BaseSchema } from '@adonisjs/lucid/schema'

const ONLINE = `('zoom', 'google_meet', 'video')`

/**
 * Where nobody gave a link to a call, the calendar in which a host's bookings are written may have made
 * one. It is that event's, so it goes with its host, and all of a session share it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table bookings add column call_link varchar(2000)')
    this.schema.raw(
      wordingTrigger(`
        if tg_op = 'UPDATE' and (new.host_id is distinct from old.host_id
            or new.place_key is distinct from old.place_key) then
          new.call_link := null;
        elsif tg_op = 'INSERT' and new.session_id is not null then
          new.call_link := (select call_link from bookings
            where session_id = new.session_id and host_id = new.host_id
              and place_key = new.place_key and call_link is not null limit 1);
        end if;
        if new.call_link is not null and new.wording->>'locationType' in ${ONLINE}
            and coalesce(trim(new.wording->>'locationDetails'), '') = '' then
          new.wording := new.wording || jsonb_build_object('locationDetails', new.call_link);
        end if;`)
    )
  }

  async down() {
    this.schema.raw(wordingTrigger(''))
    this.schema.raw('alter table bookings drop column call_link')
  }
}

function wordingTrigger(link: string): string {
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
      if new.wording->>'locationType' in ${ONLINE}
          and new.wording->>'locationDetails' like '%{room}%' then
        new.wording := new.wording || jsonb_build_object('locationDetails', replace(
          new.wording->>'locationDetails', '{room}', replace(cast(coalesce((
            select meeting_room from group_sessions where id = new.session_id
          ), new.meeting_room) as text), '-', '')));
      end if;
      ${link}
      return new;
    end $$`
}
