import { testAnyRequest } from '#tests/support/api_fuzz'

testAnyRequest({ requests: 20_000, withinMs: 30_000 })
