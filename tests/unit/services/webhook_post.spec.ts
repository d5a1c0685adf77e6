import { createServer, Socket, type Server } from 'node:net'
import { test } from '@japa/runner'
import webhooks from '#config/webhooks'
import { isPublicAddress, lookupOf } from '#services/public_address'
import { mayPostTo, postWebhook } from '#services/webhook_post'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'

/** What somebody would write to reach what stands behind the server, or the server itself. */
const HOSTILE = [
  ...['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com/'],
  ...['https://user:secret@example.com/', 'https://example.com@127.0.0.1/', 'https://intranet/'],
  ...['https://localhost/', 'https://LOCALHOST/', 'https://localhost./', 'https://a.localhost/'],
  ...['https://127.0.0.1/', 'https://127.1/', 'https://127.0.1/', 'https://127.255.255.254/'],
  ...['https://2130706433/', 'https://0x7f000001/', 'https://0x7f.1/', 'https://017700000001/'],
  ...['https://0177.0.0.1/', 'https://0/', 'https://0.0.0.0/', 'https://0.1.2.3/'],
  ...[
    'https://１２７.０.０.１/',
    'https://127。0。0。1/',
    'https://①②⑦.0.0.1/',
    'https://127.0.0.1./',
  ],
  ...['https://10.0.0.1/', 'https://10.255.255.255/', 'https://172.16.0.1/', 'https://172.31.9.9/'],
  ...[
    'https://192.168.0.1/',
    'https://192.168.255.255/',
    'https://192.0.0.8/',
    'https://192.0.2.1/',
  ],
  ...['https://169.254.169.254/latest/meta-data/', 'https://169.254.0.1/', 'https://100.64.0.1/'],
  ...['https://100.127.255.254/', 'https://198.18.0.1/', 'https://198.51.100.7/'],
  ...['https://203.0.113.7/', 'https://224.0.0.1/', 'https://239.255.255.250/'],
  ...['https://240.0.0.1/', 'https://255.255.255.255/', 'https://192.88.99.1/'],
  ...['https://[::1]/', 'https://[::]/', 'https://[0:0:0:0:0:0:0:1]/', 'https://[::127.0.0.1]/'],
  ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[::ffff:10.0.0.1]/'],
  ...['https://[::ffff:169.254.169.254]/', 'https://[::ffff:0:127.0.0.1]/', 'https://[fe80::1]/'],
  ...['https://[febf::1]/', 'https://[fec0::1]/', 'https://[fc00::1]/', 'https://[fd00:ec2::254]/'],
  ...[
    'https://[ff02::1]/',
    'https://[ff0e::1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[100::1]/',
  ],
  ...['https://[64:ff9b:1::7f00:1]/', 'https://[2001::1]/', 'https://[2001:db8::1]/'],
  ...[
    'https://[2002:7f00:1::]/',
    'https://[2001:2::1]/',
    'https://[2001:10::1]/',
    'https://[5f00::1]/',
  ],
]

/** A name that leads to each of these. */
const LEADS_TO = [
  ...['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
  ...['::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', 'ff02::1', '64:ff9b::a00:1'],
]

const message = (url: string) => ({
  ...{ url, id: 'msg_1', at: new Date(), body: '{}' },
  secrets: [WebhookEndpoint.newSecret()],
})

/** Every attempt to reach an address, whoever makes it. */
function watchConnections() {
  const attempts: string[] = []
  const { connect } = Socket.prototype
  Socket.prototype.connect = function (this: Socket, ...args: Parameters<typeof connect>) {
    this.on('connectionAttempt', (address: string) => attempts.push(address))
    return connect.apply(this, args)
  } as typeof connect
  return { attempts, stop: () => void (Socket.prototype.connect = connect) }
}

function listenAt(address: string, port: number) {
  let connections = 0
  const server: Server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  return new Promise<{ port: number; count: () => number; close: () => void }>((resolve) => {
    server.listen(port, address, () => {
      const { port: own } = server.address() as { port: number }
      resolve({ port: own, count: () => connections, close: () => server.close() })
    })
  })
}

test.group('Where webhooks may go', (group) => {
  group.each.setup(() => {
    const { allowsLoopback } = webhooks
    webhooks.allowsLoopback = false
    return () => void (webhooks.allowsLoopback = allowsLoopback)
  })

  test('there are enough ways to try it', ({ assert }) => {
    assert.isAbove(new Set(HOSTILE).size, 60)
  })

  test('nobody is connected to by {$self}')
    .with(HOSTILE)
    .run(async ({ assert }, url) => {
      const watched = watchConnections()
      try {
        if (!URL.canParse(url)) return
        const result = await postWebhook(message(url))
        assert.containsSubset(result, { status: null, problem: 'not_allowed' })
        assert.isFalse(mayPostTo(new URL(url)))
        assert.isEmpty(watched.attempts)
      } finally {
        watched.stop()
      }
    })

  test('nobody is connected to by a name that leads to {$self}, alone or beside others')
    .with(LEADS_TO)
    .run(async ({ assert }, address) => {
      const watched = watchConnections()
      try {
        const others = [
          [{ address, family: 4 }],
          [
            { address: '93.184.215.14', family: 4 },
            { address, family: 4 },
          ],
        ]
        for (const addresses of others) {
          const lookup = lookupOf(isPublicAddress, (_name, _options, done) => done(null, addresses))
          const result = await postWebhook(message('https://crm.example/hooks'), lookup)
          assert.containsSubset(result, { status: null, problem: 'not_allowed' })
        }
        assert.isEmpty(watched.attempts)
      } finally {
        watched.stop()
      }
    })

  test('the connection goes to the address that was looked at, whatever is answered next', async ({
    assert,
  }) => {
    const allowed = await listenAt('127.0.0.1', 0)
    const forbidden = await listenAt('127.0.0.2', allowed.port)
    try {
      let asked = 0
      const lookup = lookupOf(
        (address) => address === '127.0.0.1',
        (_name, _options, done) =>
          done(null, [{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }])
      )
      const url = `https://rebinds.example:${allowed.port}/`
      await postWebhook(message(url), lookup)
      assert.deepEqual([asked, allowed.count(), forbidden.count()], [1, 1, 0])
      const second = await postWebhook(message(url), lookup)
      assert.containsSubset(second, { problem: 'not_allowed' })
      assert.deepEqual([asked, allowed.count(), forbidden.count()], [2, 1, 0])
    } finally {
      allowed.close()
      forbidden.close()
    }
  })

  test('whoever is on the internet may be told', ({ assert }) => {
    for (const url of [
      ...['https://example.com/hooks', 'https://example.com:8443/a?b=c', 'https://8.8.8.8/'],
      ...[
        'https://[2606:4700::1111]/',
        'https://xn--bcher-kva.example/',
        'https://bücher.example/',
      ],
    ]) {
      assert.isTrue(mayPostTo(new URL(url)), url)
    }
  })

  test('this machine may be told, where a setting lets it', ({ assert }) => {
    webhooks.allowsLoopback = true
    assert.isTrue(mayPostTo(new URL('http://127.0.0.1:4000/')))
    assert.isTrue(mayPostTo(new URL('http://localhost:4000/')))
    assert.isFalse(mayPostTo(new URL('http://10.0.0.1/')))
    assert.isFalse(mayPostTo(new URL('http://example.com/')))
  })
})
