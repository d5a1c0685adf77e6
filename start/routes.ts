/** First match wins: static addresses first, `/{slug}/book` last. */
import '#start/routes/machines'
import '#start/routes/api'
import '#start/routes/webhooks'
import '#start/routes/docs'
import '#start/routes/dev'
import '#start/routes/owner'
import '#start/routes/portal'
import '#start/routes/guest'
