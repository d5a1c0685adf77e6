import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a business says in its own words, in one language of one message. A part that is null is ours;
 * the row stays where all are, so that its history does. Beside each message, the words that it was
 * sent in, as they were written: without what anybody's name stood for in them.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table message_texts (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        type varchar(64) not null,
        language varchar(8) not null,
        subject varchar(200) check (subject <> ''),
        opening text check (char_length(opening) between 1 and 3000),
        closing text check (char_length(closing) between 1 and 3000),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (business_id, type, language)
      )
    `)
    this.schema.raw('alter table notifications add column own_words jsonb')
  }

  async down() {
    this.schema.raw(`delete from notifications where type = 'message_test'`)
    this.schema.raw('alter table notifications drop column own_words')
    this.schema.raw('drop table message_texts')
  }
}
