import { IS_OPEN } from '#models/inboxes/inbox_address'

/**
 * SQL of the addresses of `:businessId` that get what owners and admins are mailed about `:serviceId`;
 * those for some services get nothing about none. One that is being removed is waited for, and left out.
 */
export const INBOXES = `
  select cast(null as bigint) as user_id, id as inbox_address_id,
         cast(null as bigint) as webhook_endpoint_id, cast(null as bigint) as push_device_id,
         'mail' as channel
    from (
      select id from inbox_addresses
       where cast(:tellsInboxes as boolean) and business_id = :businessId and ${IS_OPEN}
         and (for_all_services or exists (
           select from inbox_address_services as chosen
            where chosen.inbox_address_id = inbox_addresses.id
              and chosen.service_id = cast(:serviceId as bigint)))
         for key share
    ) as inboxes`

/** SQL of what tells the recipients of one message apart. */
export const RECIPIENT = `coalesce(cast(user_id as text), 'inbox-' || inbox_address_id,
  'endpoint-' || webhook_endpoint_id, 'client')`
