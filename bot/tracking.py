"""What publishers and networks hang onto a URL to follow its readers: none of it tells two articles apart.

A name stands here when its owner documents it as measuring where readers came from. Names that some sites use for
that and others for their content (`ref`, `source`, `cid`, `sid`, `mod`) stand under their site alone.
"""

FAMILIES = ("utm_", "mtm_", "matomo_", "hsa_", "at_custom", "at_link_", "__twitter_", "stm_", "vsc_")
"""Beginnings of names: Urchin and Google Analytics, Matomo, HubSpot, AT Internet, Twitter, SparkPost, VKontakte."""

OWNERS = {
    "Google": "_ga _gl _gac gclid gclsrc gbraid wbraid dclid gs_l",
    "Meta": "fbclid fb_action_ids fb_action_types fb_ref fb_source igsh igshid",
    "other networks": "msclkid twclid ttclid li_fat_id epik yclid ysclid _openstat scclid sccid",
    "Mailchimp, HubSpot": "mc_cid mc_eid _hsenc _hsmi __hssc __hstc __hsfp hsctatracking",
    "other mail": "mkt_tok vero_conv vero_id oly_anon_id oly_enc_id _kx _ke vgo_ee __s sfmc_id sfmc_activityid s_cid",
    "AT Internet": "at_medium at_campaign at_campaign_type at_format at_ptr_name at_bbc_team at_creation xtor",
    "Comscore": "ns_campaign ns_mchannel ns_source ns_linkname ns_fee",
    "Piwik": "pk_campaign pk_cid pk_content pk_keyword pk_kwd pk_medium pk_source",
    "Webtrends": "wt_mc wt_zmc wt.mc_id wt.z_mc",
    "IBM": "cm_mmc cm_ven cm_cat cm_pla cm_ite",
    "publishers": "cmpid ito ncid ocid icid taid ftag sr_share traffic_source __source",
    "Acoustic": "trk_contact trk_msg trk_module trk_sid",
    "sessions that servers write into addresses": "phpsessid jsessionid aspsessionid",
}
"""Names that mean the same on every site, by who made them."""

VALUES = frozenset(
    f"{name}={value}"
    for name in ("ref", "src", "source", "from", "partner", "via", "emc")
    for value in ("rss", "rss2", "atom", "feed", "rssfeed", "rss-feed", "rss_feed")
)
"""Pairs that say that their reader came from a feed, whatever else the name may mean."""

SITES = {
    "bloomberg.com": "srnd sref cmpid leadsource embedded-checkout",
    "theguardian.com": "cmp",
    "nytimes.com": "smid smtyp emc partner referringsource campaign_id instance_id segment_id user_id regi_id nl te",
    "washingtonpost.com": "wpisrc wpmm itid",
    "wsj.com": "mod reflink st",
    "barrons.com": "mod reflink",
    "marketwatch.com": "mod reflink",
    "ft.com": "ftcamp segmentid",
    "economist.com": "fsrc etear",
    "reuters.com": "feedtype feedname rpc taid",
    "cnn.com": "cid hpt ref",
    "foxnews.com": "cmpid intcmp",
    "dw.com": "maca",
    "spiegel.de": "reftype refid",
    "lemonde.fr": "lmd_medium lmd_campaign lmd_creation lmd_source",
    "lefigaro.fr": "een seen m_i",
    "youtube.com": "feature si pp",
    "youtu.be": "feature si",
    "twitter.com": "s t ref_src ref_url",
    "x.com": "s t ref_src ref_url",
    "medium.com": "source",
    "yahoo.com": "guccounter guce_referrer guce_referrer_sig soc_src soc_trk tsrc ncid",
    "msn.com": "ocid cvid ei pc",
    "forbes.com": "sh ss",
    "nbcnews.com": "cid icid",
    "apnews.com": "utm_source taid",
}
"""Names that one site alone uses so, by its registered domain."""


_NAMES = frozenset(name for names in OWNERS.values() for name in names.split())
_SITE_NAMES = {site: frozenset(names.split()) for site, names in SITES.items()}


def is_tracking(host: str, name: str, value: str) -> bool:
    """Return whether a query parameter only follows the reader; all three in lower case."""
    if name in _NAMES or name.startswith(FAMILIES) or f"{name}={value}" in VALUES:
        return True
    while host:
        if name in _SITE_NAMES.get(host, ()):
            return True
        host = host.partition(".")[2]
    return False
