import { BaseSchema } from '@adonisjs/lucid/schema'

const TYPES = `'in_person', 'phone', 'video', 'custom'`

/**
 * Further places of a service, as `[{"key": 1, "locationType": "zoom", "locationDetails": null}]`; a
 * booking has the key of the one that was chosen, and 0 is the service's first. A booking whose
 * place is offered no more keeps what its client was told of it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column further_places jsonb not null default '[]'
          check (jsonb_typeof(further_places) = 'array'),
        drop constraint services_location_type_check,
        add constraint services_location_type_check check (location_type in (
          ${TYPES}, 'client_calls', 'zoom', 'google_meet'))
    `)
    this.schema.raw(`
      alter table bookings
        add column place_key smallint not null default 0 check (place_key >= 0)
    `)
    this.schema.raw(wordingFunction('of_service bigint, of_host bigint, of_place integer', PLACE))
    this.schema.raw(`
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
        return new;
      end $$
    `)
    this.schema.raw(updateTrigger('or new.place_key <> old.place_key'))
    this.schema.raw('drop function booking_wording(bigint, bigint)')
  }

  async down() {
    this.schema.raw(wordingFunction('of_service bigint, of_host bigint', ONLY_PLACE))
    this.schema.raw(`
      create or replace function keep_booking_wording() returns trigger language plpgsql as $$
      begin
        new.wording := booking_wording(new.service_id, new.host_id);
        return new;
      end $$
    `)
    this.schema.raw(updateTrigger())
    this.schema.raw('drop function booking_wording(bigint, bigint, integer)')
    this.schema.raw('alter table bookings drop column place_key')
    this.schema.raw(`update services set location_type = 'video'
      where location_type in ('zoom', 'google_meet')`)
    this.schema.raw(`update services set location_type = 'phone'
      where location_type = 'client_calls'`)
    this.schema.raw(`
      alter table services
        drop column further_places,
        drop constraint services_location_type_check,
        add constraint services_location_type_check check (location_type in (${TYPES}))
    `)
  }
}

const ONLY_PLACE = { type: 'services.location_type', details: 'services.location_details' }

const further = (name: string) => `(select place->>'${name}'
  from jsonb_array_elements(services.further_places) as place
  where cast(place->>'key' as integer) = of_place)`

const PLACE = {
  type: `case of_place when 0 then services.location_type else ${further('locationType')} end`,
  details: `case of_place when 0 then services.location_details
    else ${further('locationDetails')} end`,
}

function wordingFunction(parameters: string, { type, details }: typeof PLACE): string {
  return `
    create function booking_wording(${parameters}) returns jsonb
      language sql stable as $$
      select jsonb_build_object(
        'service', services.name, 'instructions', services.instructions,
        'locationType', ${type}, 'locationDetails', ${details},
        'business', businesses.name, 'address', businesses.address, 'email', businesses.email,
        'hosts', (
          select jsonb_object_agg(hosts.id, hosts.name) from hosts
          where hosts.id = of_host or hosts.id in (
            select host_id from service_hosts where service_id = of_service)))
      from services join businesses on businesses.id = services.business_id
      where services.id = of_service
    $$`
}

function updateTrigger(also = ''): string {
  return `
    create or replace trigger bookings_update_keep_wording before update on bookings
      for each row when (
        new.status in ('pending', 'approved')
          and (new.calendar_sequence > old.calendar_sequence ${also})
        or old.status = 'pending' and new.status = 'approved')
      execute function keep_booking_wording()`
}
