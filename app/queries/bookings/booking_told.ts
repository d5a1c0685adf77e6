import db from '@adonisjs/lucid/services/db'
import { MOVED_FROM } from '#history'
import { ownerIsProven } from '#queries/notifications/waits_for_proof'

export const bookingTold = () =>
  db.raw(`json_build_object(
    'mailStatus', (
      select status from notifications as mails
       where mails.booking_id = bookings.id and mails.user_id is null
         and mails.inbox_address_id is null and mails.channel = 'mail'
         and mails.type <> 'booking_reminder'
       order by mails.id desc limit 1),
    'textStatus', (
      select status from notifications as texts
       where texts.booking_id = bookings.id and texts.channel = 'sms'
         and texts.type <> 'booking_reminder'
       order by texts.id desc limit 1),
    'isOwnerProven', ${ownerIsProven('bookings.business_id')},
    'remindedAt', (
      select coalesce(json_agg(next_attempt_at order by next_attempt_at), '[]')
        from notifications as mails
       where mails.booking_id = bookings.id and mails.type = 'booking_reminder'
         and mails.status = 'queued'),
    'movedFrom', ${MOVED_FROM}) as told`)
