/** Paths of X that are nobody's screen name, as `help/configuration` last listed them. */
export const nonUserNames: readonly string[] = `
  about account accounts activity all announcements anywhere api_rules api_terms apirules apps auth badges blog business
  buttons contacts devices direct_messages download downloads edit_announcements faq favorites find_sources find_users
  followers following friend_request friendrequest friends goodies help home im_account inbox invitations invite jobs
  list login logout me media_signup mentions messages mockview newtwitter notifications nudge oauth
  phoenix_qunit_tests phoenix_search positions privacy public_timeline related_tweets replies retweeted_of_mine retweets
  retweets_by_others rules saved_searches search sent settings share signin signup similar_to statistics t1_qunit_tests
  terms tos translate trends tweetbutton twttr update_discoverability users welcome who_to_follow widgets zendesk_auth
`
  .trim()
  .split(/\s+/);
