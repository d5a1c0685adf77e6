import { testAnyRequest } from '#tests/support/api_fuzz'

testAnyRequest({ requests: 2_000, withinMs: 60_000 })
