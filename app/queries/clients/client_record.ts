import db from '@adonisjs/lucid/services/db'

/** What a record shows together, its own first: a column of the clients that it is selected with. */
export const clientRecord = () =>
  db.raw(`(
    select json_build_object(
      'since', min(client_since),
      'emails', coalesce(json_agg(email order by members.id <> record_id, members.id)
        filter (where email is not null), '[]'),
      'phones', coalesce(json_agg(json_build_object('typed', phone, 'key', phone_key)
        order by members.id <> record_id, members.id) filter (where phone is not null), '[]'),
      'mergedNotes', coalesce(
        json_agg(json_build_object('name', name, 'notes', notes) order by members.id)
          filter (where notes is not null and members.id <> record_id), '[]'),
      'tags', (
        select coalesce(json_agg(distinct tag order by tag), '[]')
          from clients as tagged cross join unnest(tagged.tags) as tag
         where tagged.record_id = clients.id))
      from clients as members where members.record_id = clients.id) as record`)
