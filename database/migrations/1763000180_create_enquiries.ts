import { BaseSchema } from '@adonisjs/lucid/schema'

/** What people write where they cannot book: the way in that is left. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table enquiries (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        service_id bigint,
        wished_at timestamptz,
        client_name varchar(200) not null,
        client_email varchar(254),
        client_phone varchar(32),
        client_time_zone varchar(64) not null,
        client_locale varchar(35) not null,
        message text not null check (char_length(message) between 1 and 2000),
        answered_at timestamptz,
        answered_by bigint references users on delete set null,
        request_id varchar(64),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        constraint enquiries_contact check (num_nonnulls(client_email, client_phone) > 0),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index enquiries_business on enquiries (business_id, id)')
    this.schema.raw(
      'create index enquiries_open on enquiries (business_id) where answered_at is null'
    )
    this.schema.raw(`
      alter table notifications
        add column enquiry_id bigint,
        add constraint notifications_enquiry foreign key (enquiry_id, business_id)
          references enquiries (id, business_id) on delete cascade
    `)
    this.schema.raw(`
      create index notifications_enquiry on notifications (enquiry_id) where enquiry_id is not null
    `)
  }

  async down() {
    this.schema.raw('delete from notifications where enquiry_id is not null')
    this.schema.raw('alter table notifications drop column enquiry_id')
    this.schema.raw('drop table enquiries')
  }
}
