package dev.waybill.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A network on loopback between a node and a server, which is broken and mended by its methods. */
public final class FaultyProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private boolean held;

    private FaultyProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** Passes on to this port of 127.0.0.1. */
    public static FaultyProxy to(int target) {
        try {
            FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().name("faulty-proxy").start(proxy::acceptForever);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections go through it now. */
    public int connections() {
        return connections.size();
    }

    /** Resets every connection on both sides; new ones are let through. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Lets nothing through, not even the end of a connection, until {@link #heal()}: as a network that drops packets. */
    public synchronized void hold() {
        held = true;
    }

    /** Everything takes this much longer, each way, until {@link #heal()}. */
    public void delay(Duration each) {
        delay = each;
    }

    /** The nodes read the end of every connection; the server learns of it only when they close theirs. */
    public void halfClose() {
        connections.forEach(ProxiedConnection::endForClient);
    }

    /**
     * The server sees every connection end, and the nodes are never told: what they send is swallowed and nothing comes
     * back, as behind a firewall that forgot the connection.
     */
    public void abandon() {
        connections.forEach(ProxiedConnection::abandon);
    }

    /** Lets everything through again, without delay, what was held included. */
    public synchronized void heal() {
        delay = Duration.ZERO;
        held = false;
        notifyAll();
    }

    /** Resets all connections and takes no more. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heal();
        cut();
    }

    /** Waits as the network would. */
    void travel() throws InterruptedException {
        synchronized (this) {
            while (held) {
                wait();
            }
        }
        LockSupport.parkNanos(delay.toNanos());
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private void acceptForever() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Thread.ofVirtual().name("faulty-proxy-connect").start(() -> connect(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) {
        try {
            travel();
            Socket server = new Socket();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            ProxiedConnection connection = new ProxiedConnection(this, client, server);
            connections.add(connection);
            connection.start();
        } catch (IOException e) {
            ProxiedConnection.reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
