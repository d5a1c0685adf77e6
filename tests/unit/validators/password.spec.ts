import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { newPassword } from '#validators/accounts/password'

const validator = vine.create({ password: newPassword() })
const KNOWN = {
  email: 'anna.reed@swimschool.example',
  full_name: 'Anna Reed',
  business_name: 'Swim School Pro',
}

async function ruleFor(password: string): Promise<string | null> {
  const [error] = await validator.tryValidate({ ...KNOWN, password })
  return error ? String((error.messages as { rule: string }[])[0].rule) : null
}

test.group('A new password', () => {
  for (const password of ['three warm lanes', 'swim with anna 7', 'qzkvmtpw', '3kq9vxwm71']) {
    test(`may be ${password}`, async ({ assert }) => {
      assert.isNull(await ruleFor(password))
    })
  }

  for (const password of ['Password', 'Password123!', 'iloveyou2026', 'aaaaaaaa', 'abababab']) {
    test(`is not ${password}, as others’ are`, async ({ assert }) => {
      assert.equal(await ruleFor(password), 'commonPassword')
    })
  }

  for (const password of [
    KNOWN.email,
    'anna.reed',
    'annareed1',
    'Anna-Reed',
    'swim-school-pro',
    'SwimSchoolPro2026!',
  ]) {
    test(`is not ${password}, which everybody knows of the account`, async ({ assert }) => {
      assert.equal(await ruleFor(password), 'ownPassword')
    })
  }
})
