import { test } from '@japa/runner'
import Membership, { IS_IN_CHARGE, ROLES } from '#models/accounts/membership'

test.group('Who is in charge', () => {
  test('are owners and admins, for statements as well', ({ assert }) => {
    const inCharge = ROLES.filter((role) => new Membership().merge({ role }).isInCharge)
    assert.deepEqual(inCharge, ['owner', 'admin'])
    assert.equal(IS_IN_CHARGE, "memberships.role in ('owner', 'admin')")
  })
})
