import { test } from '@japa/runner'
import type { Finding } from '#services/doctor/finding'
import { checkSender, type SenderSettings } from '#services/doctor/sending_domain'

type Records = Record<string, string[]>

const GOOD: Records = {
  'shop.example': ['google-site-verification=x', 'v=spf1 include:mail.example -all'],
  's1._domainkey.shop.example': ['v=DKIM1; k=rsa; p=MIGfMA0GCSqG'],
  '_dmarc.shop.example': ['v=DMARC1; p=reject; rua=mailto:reports@shop.example'],
}

async function check(records: Records, given: Partial<SenderSettings> = {}) {
  const asked: string[] = []
  const findings = await checkSender(
    { channel: 'smtp', sender: 'bookings@shop.example', dkimNames: [], ...given },
    async (name) => {
      asked.push(name)
      return records[name] ?? []
    }
  )
  const found = (part: Finding['part']) => findings.find((finding) => finding.part === part)
  return { findings, asked, found }
}

const stateOf = ({ found, state }: Finding) => `${found} ${state}`

test.group('The sending domain', () => {
  test('with all its records is in order', async ({ assert }) => {
    const { findings } = await check(GOOD)
    const expected = ['spf_found good', 'dkim_found good', 'dmarc_enforced good']
    assert.deepEqual(findings.map(stateOf), expected)
  })

  test('without any is told what to add', async ({ assert }) => {
    const { findings } = await check({})
    const expected = ['spf_missing bad', 'dkim_unnamed note', 'dmarc_missing bad']
    assert.deepEqual(findings.map(stateOf), expected)
  })

  test('at SendGrid is known by SendGrid’s own keys', async ({ assert }) => {
    const { findings, asked } = await check({}, { channel: 'sendgrid' })
    const expected = ['spf_elsewhere note', 'dkim_missing bad', 'dmarc_missing bad']
    assert.deepEqual(findings.map(stateOf), expected)
    const keys = asked.filter((name) => name.includes('_domainkey'))
    assert.deepEqual(keys, ['s1._domainkey.shop.example', 's2._domainkey.shop.example'])
  })

  test('is not asked about where nothing is sent', async ({ assert }) => {
    const { findings, asked } = await check({}, { channel: 'mailbox' })
    assert.isEmpty([...findings, ...asked])
  })

  test('that is none is told of', async ({ assert }) => {
    const { findings, asked } = await check({}, { sender: 'bookings@localhost' })
    assert.deepEqual(findings.map(stateOf), ['sender_nowhere bad'])
    assert.isEmpty(asked)
  })

  test('is asked for as it is sent', async ({ assert }) => {
    const { asked } = await check({}, { sender: 'hallo@Bäcker.example' })
    assert.include(asked, 'xn--bcker-gra.example')
  })

  test('that nobody answers for was not looked at', async ({ assert }) => {
    const settings = { channel: 'smtp', sender: 'bookings@shop.example', dkimNames: [] } as const
    const findings = await checkSender({ ...settings, dkimNames: [] }, async () => {
      throw Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' })
    })
    assert.deepEqual(findings.map(stateOf), Array(3).fill('dns_away unknown'))
    assert.equal(findings[0].detail, 'ETIMEOUT')
  })
})

test.group('SPF', () => {
  test('{records} is {expected}')
    .with([
      { records: ['v=spf1 mx ~all'], expected: 'spf_found good' },
      { records: ['v=spf1'], expected: 'spf_found good' },
      { records: ['v=spf10 -all'], expected: 'spf_missing bad' },
      { records: ['v=spf1 mx +all'], expected: 'spf_open bad' },
      { records: ['v=spf1 all'], expected: 'spf_open bad' },
      { records: ['v=spf1 include:all.example -all'], expected: 'spf_found good' },
      { records: ['v=spf1 mx -all', 'v=spf1 a -all'], expected: 'spf_twice bad' },
    ])
    .run(async ({ assert }, { records, expected }) => {
      const { found } = await check({ 'shop.example': records })
      assert.equal(stateOf(found('spf')!), expected)
    })
})

test.group('DKIM', () => {
  const named = (record: string) => ({ 'post._domainkey.shop.example': [record] })

  test('{record} is {expected}')
    .with([
      { record: 'v=DKIM1; p=MIGf MA0G', expected: 'dkim_found good' },
      { record: 'p=MIGfMA0G', expected: 'dkim_found good' },
      { record: 'v=DKIM1; p=', expected: 'dkim_revoked bad' },
      { record: 'some other text', expected: 'dkim_missing bad' },
    ])
    .run(async ({ assert }, { record, expected }) => {
      const { found } = await check(named(record), { dkimNames: ['post'] })
      assert.equal(stateOf(found('dkim')!), expected)
    })

  test('under a name of its own is not found without it', async ({ assert }) => {
    const { found } = await check(named('p=MIGfMA0G'))
    assert.equal(stateOf(found('dkim')!), 'dkim_unnamed note')
  })
})

test.group('DMARC', () => {
  test('{record} is {expected}')
    .with([
      { record: 'v=DMARC1; p=none', expected: 'dmarc_watching note' },
      { record: 'v=DMARC1;p=Quarantine', expected: 'dmarc_enforced good' },
      { record: 'v=DMARC1; rua=mailto:a@shop.example', expected: 'dmarc_broken bad' },
      { record: 'v=DMARC12; p=reject', expected: 'dmarc_missing bad' },
    ])
    .run(async ({ assert }, { record, expected }) => {
      const { found } = await check({ '_dmarc.shop.example': [record] })
      assert.equal(stateOf(found('dmarc')!), expected)
    })

  test('that stands twice counts for nothing', async ({ assert }) => {
    const records = ['v=DMARC1; p=none', 'v=DMARC1; p=reject']
    const { found } = await check({ '_dmarc.shop.example': records })
    assert.equal(stateOf(found('dmarc')!), 'dmarc_twice bad')
  })

  test('of the domain above holds below, in its words for that', async ({ assert }) => {
    const records = { '_dmarc.shop.example': ['v=DMARC1; p=reject; sp=none'] }
    const { found } = await check(records, { sender: 'a@mail.shop.example' })
    assert.equal(stateOf(found('dmarc')!), 'dmarc_watching note')
    assert.equal(found('dmarc')!.values.domain, 'shop.example')
  })
})
