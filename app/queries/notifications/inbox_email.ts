import db from '@adonisjs/lucid/services/db'

/** For a query of notifications: the address of the business that each goes to, where it goes to one. */
export const inboxEmail = () =>
  db.raw(`(select email from inbox_addresses
    where id = coalesce(notifications.inbox_address_id,
      case notifications.subject_type when 'inbox_address' then subject_id end)) as inbox_email`)
