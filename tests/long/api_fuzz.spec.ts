import { testAnyRequest } from '#tests/support/api_fuzz'

testAnyRequest({ requests: Number(process.env.FUZZ_REQUESTS ?? 100_000), withinMs: null })
