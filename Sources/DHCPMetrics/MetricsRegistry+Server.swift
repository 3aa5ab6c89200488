extension MetricsRegistry {
    /// What the names of a DHCP server mean, for ``init(descriptions:)``; `Documentation/Metrics.md` has them with their labels.
    public static let serverDescriptions: [String: String] = [
        "dhcp_answer_duration_seconds": "From the oldest message of each batch or commit to its answer.",
        "dhcp_batch_messages": "Messages that were decided together.",
        "dhcp_build_info": "The version that runs.",
        "dhcp_callback_failures_total": "Batches that were lost because a callback threw.",
        "dhcp_clock_steps_total": "How often the clock of the machine was set.",
        "dhcp_cluster_members": "Other servers that share the leases.",
        "dhcp_cluster_reaches_store": "Whether this member of a cluster reaches the store.",
        "dhcp_commit_changes": "Changes of leases that were stored together.",
        "dhcp_commit_duration_seconds": "How long storing took.",
        "dhcp_conflict_probes_total":
            "Addresses that were probed before an OFFER or for a DECLINE, and those that left unprobed.",
        "dhcp_conflicts_total": "Addresses that somebody uses without a lease.",
        "dhcp_datagrams_unrecognized_total": "Datagrams that are not DHCP.",
        "dhcp_decision_duration_seconds": "How long each batch took to be decided.",
        "dhcp_decisions_total": "Messages by their type and what was done.",
        "dhcp_interface_served": "Whether clients at an interface are served.",
        "dhcp_leases": "Leases by state.",
        "dhcp_messages_dropped_total": "Messages that were dropped before anybody looked at them.",
        "dhcp_messages_received_total": "Messages received.",
        "dhcp_metrics_series_refused_total": "Series that are not kept, since their name has too many.",
        "dhcp_other_servers": "Other servers that answer on the links.",
        "dhcp_other_servers_seen_total": "How often another server was seen.",
        "dhcp_outcomes_total": "Messages by why they were answered as they were, and what was done.",
        "dhcp_pool_addresses": "Addresses of a pool that are for everybody.",
        "dhcp_pool_free_addresses": "Addresses of a pool that nobody has.",
        "dhcp_queue_duration_seconds": "How long the oldest message of each batch waited until it was looked at.",
        "dhcp_ready": "Whether some clients have been served, or could have been.",
        "dhcp_reloads_total": "How often the configuration was read again.",
        "dhcp_replies_refused_total": "Replies that the system refused.",
        "dhcp_replies_sent_total": "Replies that the system took.",
        "dhcp_store_bytes": "How large the files of the leases are.",
        "dhcp_store_failing": "Whether leases can not be stored.",
        "dhcp_store_failures_total": "Commits of which nothing was stored.",
        "dhcp_store_free_bytes": "Free room where the leases are.",
        "dhcp_uptime_seconds": "How long the server runs.",
        "process_cpu_seconds_total": "Processor time of the process.",
        "process_open_fds": "How many files the process has open.",
        "process_resident_memory_bytes": "Memory of the process that is in use.",
        "process_start_time_seconds": "When the process began, since 1970.",
        "process_virtual_memory_bytes": "Address space of the process.",
    ]

    /// Everything with what the system says of the process, as a server exports it.
    public func serverText(_ format: MetricsText.Format = .prometheus) -> String {
        text(format, also: ProcessSamples.now())
    }
}
