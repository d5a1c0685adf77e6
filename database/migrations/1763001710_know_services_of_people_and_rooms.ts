import { BaseSchema } from '@adonisjs/lucid/schema'

const HAS_BOTH = `(select count(distinct hosts.kind) > 1 from service_hosts
  join hosts on hosts.id = service_hosts.host_id where service_hosts.service_id = services.id)`

/**
 * Almost every question about bookings asks whether a room goes along: the answer is kept with the
 * service, where it was counted for each row. The row is locked before it is counted, so that of two
 * who join at once the later counts both.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'alter table services add column has_people_and_rooms boolean not null default false'
    )
    this.schema.raw(`update services set has_people_and_rooms = true where ${HAS_BOTH}`)
    this.schema.raw(`
      create function know_people_and_rooms(service bigint) returns void language plpgsql as $$
      begin
        perform from services where id = service for no key update;
        update services set has_people_and_rooms = ${HAS_BOTH}
          where id = service and has_people_and_rooms <> ${HAS_BOTH};
      end $$
    `)
    this.schema.raw(`
      create function know_people_and_rooms_of_team() returns trigger language plpgsql as $$
      begin
        perform know_people_and_rooms(coalesce(new.service_id, old.service_id));
        return null;
      end $$
    `)
    this.schema.raw(`
      create function know_people_and_rooms_of_host() returns trigger language plpgsql as $$
      begin
        perform know_people_and_rooms(service_id)
          from service_hosts where host_id = new.id order by service_id;
        return null;
      end $$
    `)
    this.schema.raw(`
      create trigger know_people_and_rooms after insert or delete on service_hosts
        for each row execute function know_people_and_rooms_of_team()
    `)
    this.schema.raw(`
      create trigger know_people_and_rooms after update of kind on hosts
        for each row when (new.kind is distinct from old.kind)
        execute function know_people_and_rooms_of_host()
    `)
  }

  async down() {
    this.schema.raw('drop trigger know_people_and_rooms on hosts')
    this.schema.raw('drop trigger know_people_and_rooms on service_hosts')
    this.schema.raw('drop function know_people_and_rooms_of_host()')
    this.schema.raw('drop function know_people_and_rooms_of_team()')
    this.schema.raw('drop function know_people_and_rooms(bigint)')
    this.schema.raw('alter table services drop column has_people_and_rooms')
  }
}
