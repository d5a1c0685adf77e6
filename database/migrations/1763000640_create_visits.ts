import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Who looked at booking pages, without who they are: `visitor` is a hash under a salt of that day,
 * forgotten when the visit is over, and the salt when the day is. Steps are 1 page, 2 service, 3 time,
 * 4 form, 5 booked. Visits of one-time links without a booking link have no `link_id`.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table visits (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        link_id bigint,
        is_one_time boolean not null default false,
        began_at timestamptz not null,
        seen_at timestamptz not null check (seen_at >= began_at),
        visitor varchar(22),
        step smallint not null check (step between 1 and 5),
        saw_no_times boolean not null default false,
        referrer varchar(255),
        utm_source varchar(100),
        utm_medium varchar(100),
        utm_campaign varchar(100),
        utm_term varchar(100),
        utm_content varchar(100),
        ref varchar(100),
        unique (id, business_id),
        foreign key (link_id, business_id) references booking_links (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      'create unique index visits_going_on on visits (visitor) where visitor is not null'
    )
    this.schema.raw(`
      create index visits_of_period on visits (business_id, began_at)
        include (step, saw_no_times, link_id, is_one_time)
    `)
    this.schema.raw(
      'create index visits_link on visits (link_id, business_id) where link_id is not null'
    )
    this.schema.raw('create index visits_by_age on visits using brin (began_at)')

    this.schema.raw(`
      create table visit_services (
        visit_id bigint not null,
        service_id bigint not null,
        business_id bigint not null,
        began_at timestamptz not null,
        step smallint not null check (step between 1 and 5),
        saw_no_times boolean not null default false,
        primary key (visit_id, service_id),
        foreign key (visit_id, business_id) references visits (id, business_id) on delete cascade,
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(`
      create index visit_services_of_period on visit_services (business_id, began_at)
        include (service_id, step, saw_no_times)
    `)
    this.schema.raw('create index visit_services_service on visit_services (service_id)')

    this.schema.raw(`
      create table visitor_salts (
        business_id bigint not null references businesses on delete cascade,
        day date not null,
        salt char(32) not null,
        primary key (business_id, day)
      )
    `)
  }

  async down() {
    this.schema.raw('drop table visitor_salts, visit_services, visits')
  }
}
