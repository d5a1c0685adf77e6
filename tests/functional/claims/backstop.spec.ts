import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import { openShop } from '#database/factories/business'
import OneTimeLink from '#models/links/one_time_link'
import { withEmptyTables } from '#tests/support/database'
import { byOwner } from '#tests/support/links'
import { IN_THREE_DAYS } from '#tests/support/requests'

const REFUSE = `
  create function refuse_claim() returns trigger language plpgsql as $$
    begin raise exclusion_violation using message = 'somebody was quicker'; end $$;
  create trigger refuse_claim before insert on claims for each row execute function refuse_claim();`

const RELENT = 'drop trigger refuse_claim on claims; drop function refuse_claim'

test.group('Where only the constraint sees that time is taken', (group) => {
  withEmptyTables(group)

  test('a link holds nothing and is not made, and its maker is asked to try again', async ({
    assert,
    cleanup,
  }) => {
    const shop = await openShop()
    await db.connection('owner').rawQuery(REFUSE)
    cleanup(() => db.connection('owner').rawQuery(RELENT))
    const start = IN_THREE_DAYS.toMillis()
    const made = await new CreateOneTimeLink().handle({
      ...byOwner(shop),
      serviceId: shop.service.id,
      linkId: null,
      details: {
        offeredTimes: [{ start, end: start + 3_600_000 }],
        expiresAt: DateTime.utc().plus({ days: 2 }),
      },
      holdsTimes: true,
    })
    assert.equal(made.outcome, 'busy')
    assert.lengthOf(await OneTimeLink.all(), 0)
  })
})
