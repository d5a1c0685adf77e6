import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a booking's client was told of the place and in which words: kept when it is booked, and anew
 * whenever its version rises while it stands, or a request is approved, for then its client is told
 * how things are. The names of hosts are kept by their ids, of all who may give it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table bookings add column wording jsonb')
    this.schema.raw(`
      create function booking_wording(of_service bigint, of_host bigint) returns jsonb
        language sql stable as $$
        select jsonb_build_object(
          'service', services.name, 'instructions', services.instructions,
          'locationType', services.location_type, 'locationDetails', services.location_details,
          'business', businesses.name, 'address', businesses.address, 'email', businesses.email,
          'hosts', (
            select jsonb_object_agg(hosts.id, hosts.name) from hosts
            where hosts.id = of_host or hosts.id in (
              select host_id from service_hosts where service_id = of_service)))
        from services join businesses on businesses.id = services.business_id
        where services.id = of_service
      $$
    `)
    this.schema.raw('update bookings set wording = booking_wording(service_id, host_id)')
    this.schema.raw('alter table bookings alter column wording set not null')
    this.schema.raw(`
      create function keep_booking_wording() returns trigger language plpgsql as $$
      begin
        new.wording := booking_wording(new.service_id, new.host_id);
        return new;
      end $$
    `)
    this.schema.raw(`
      create trigger bookings_insert_keep_wording before insert on bookings
        for each row execute function keep_booking_wording()
    `)
    this.schema.raw(`
      create trigger bookings_update_keep_wording before update on bookings
        for each row when (
          new.calendar_sequence > old.calendar_sequence and new.status in ('pending', 'approved')
          or old.status = 'pending' and new.status = 'approved')
        execute function keep_booking_wording()
    `)
  }

  async down() {
    this.schema.raw('drop trigger bookings_insert_keep_wording on bookings')
    this.schema.raw('drop trigger bookings_update_keep_wording on bookings')
    this.schema.raw('drop function keep_booking_wording()')
    this.schema.raw('drop function booking_wording(bigint, bigint)')
    this.schema.raw('alter table bookings drop column wording')
  }
}
