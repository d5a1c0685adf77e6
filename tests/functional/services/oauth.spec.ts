import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import {
  consentAddress,
  exchangeCode,
  newConsentProof,
  OAUTH_PROVIDERS,
} from '#services/calendars/oauth'
import { OauthStandIn } from '#tests/support/oauth_provider'

const REDIRECT = 'https://bellhop.example/admin/calendars/google/consent'

test.group('Consent to use a calendar', () => {
  test('is asked for with state and a challenge, for the least that does: {$self}')
    .with([...OAUTH_PROVIDERS])
    .run(async ({ assert, cleanup }, provider) => {
      await OauthStandIn.open(cleanup, () => ({ status: 404 }))
      const proof = newConsentProof()
      const { searchParams } = new URL(consentAddress(provider, proof, REDIRECT) ?? '')
      const challenge = createHash('sha256').update(proof.verifier).digest('base64url')
      assert.equal(searchParams.get('state'), proof.state)
      assert.equal(searchParams.get('code_challenge'), challenge)
      assert.equal(searchParams.get('code_challenge_method'), 'S256')
      assert.equal(searchParams.get('redirect_uri'), REDIRECT)
      assert.notInclude(searchParams.get('scope') ?? '', 'auth/calendar ')
      assert.notInclude(searchParams.toString(), proof.verifier)
    })

  test('has no address where the provider is not set up', ({ assert }) => {
    assert.isNull(consentAddress('google', newConsentProof(), REDIRECT))
  })

  test('is exchanged with the verifier, and says whose it is: {$self}')
    .with([...OAUTH_PROVIDERS])
    .run(async ({ assert, cleanup }, provider) => {
      const standIn = await OauthStandIn.open(cleanup, () => ({ status: 404 }))
      const answer = { code: 'code-1', verifier: 'verifier-1', redirectAddress: REDIRECT }
      const { secrets, account } = await exchangeCode(provider, answer, 1_000)
      assert.equal(account, 'ines@host.example')
      assert.equal(secrets.expiresAt, 3_601_000)
      assert.equal(standIn.tokenRequests[0].get('code_verifier'), 'verifier-1')
    })

  test('with a code that was used, or without what is needed, is no consent', async ({
    assert,
    cleanup,
  }) => {
    const standIn = await OauthStandIn.open(cleanup, () => ({ status: 404 }))
    const answer = { code: 'code-1', verifier: 'verifier-1', redirectAddress: REDIRECT }
    const kind = async () => {
      const error: unknown = await exchangeCode('google', answer, 0).catch((thrown) => thrown)
      return error instanceof CalendarTrouble ? error.kind : 'none'
    }
    standIn.tokenAnswer = { status: 400, body: { error: 'invalid_grant' } }
    assert.equal(await kind(), 'access_lost')
    const unticked = { access_token: 'a', refresh_token: 'b', expires_in: 1, scope: 'openid email' }
    standIn.tokenAnswer = { status: 200, body: unticked }
    assert.equal(await kind(), 'refused')
  })
})
